import { expect, it } from 'vitest';
import { Console, createAccount } from '../support/agent.ts';
import { startApp } from '../support/app.ts';
import { clientId, must, Visitor } from '../support/client.ts';
import { talk } from '../support/desk.ts';
import { shippedKnowledge } from '../support/knowledge.ts';

/** Of example banks. */
const THEIRS = 'DE02120300000000202051';
const OURS = 'DE89370400440532013000';

it('[S5] what an agent repeats of a visitor’s numbers is covered, and how the service is reached and paid is not', async () => {
  const text = `Unser Konto: ${OURS}.`;
  const replies = [{ id: 'konto', title: 'Konto', text }];
  const app = await startApp({ knowledge: { ...shippedKnowledge(), replies } });
  try {
    const anna = await Console.open(app, await createAccount(app, 'Anna'));
    const visitor = await Visitor.come(app.url);
    const chat = await talk(visitor, anna);
    const reach = 'Schreiben Sie an service@beispiel.example, oder rufen Sie an: 030 1234567.';
    for (const words of [`Ihre IBAN ${THEIRS} und 15070649C103 sind notiert.`, `${text} ${reach}`])
      await must(anna.socket, 'message:send', { ...chat, clientId: clientId(), text: words });
    await visitor.sync();
    const heard = visitor.heard.flatMap((event) => (event.type === 'agent.message' ? [event.text] : []));
    expect(heard).toEqual(['Ihre IBAN ••• und ••• sind notiert.', `${text} ${reach}`]);
    const stored = await app.parts.store.listEvents(chat.conversation, 0, 50);
    expect(JSON.stringify([stored, await anna.inbox()])).not.toContain(THEIRS);
    anna.close();
    visitor.close();
  } finally {
    await app.close();
  }
});
