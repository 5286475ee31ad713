import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HandoffCard } from '../../protocol/agent.ts';
import type { Knowledge } from '../../server/knowledge/knowledge.ts';
import { formatProblem } from '../../server/knowledge/problem.ts';
import { readKnowledge } from '../../server/knowledge/read.ts';
import { openStore } from '../../server/store/open.ts';
import type { Store } from '../../server/store/store.ts';
import { Console, createAccount } from '../support/agent.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { clientId, must, Visitor } from '../support/client.ts';
import { knowsNothing } from '../support/flows.ts';
import { temporaryFolder } from '../support/process.ts';

const SHIPPED = new URL('../../knowledge', import.meta.url).pathname;
const SECRET = 'KV99001122';

const FLOW = `title: Vertragsnummer prüfen
start:
  questions: [Bitte Vertragsnummer prüfen]
steps:
  nummer:
    ask: Wie lautet Ihre Vertragsnummer?
    sensitive: true
    accept: {pattern: '[A-Z]{2}[0-9]{8}', clean: [upper, no-spaces], example: AB12345678, not: ['1']}
    retry: ["Zum Beispiel {example}."]
    otherwise: mensch
    next: mensch
  mensch: {end: handoff, topic: vertrag, for_agent: [nummer], closed: {say: "Gerade ist niemand da."}}
tests:
  - [Bitte Vertragsnummer prüfen, =nummer, AB12345678, =mensch]
  - [Bitte Vertragsnummer prüfen, =nummer, xx, =nummer, xx, =mensch]
`;

const folder = temporaryFolder();
let knowledge: Knowledge;
let store: Store;
let app: TestApp;

beforeAll(() => {
  const dir = join(folder.path, 'knowledge');
  cpSync(SHIPPED, dir, { recursive: true });
  writeFileSync(join(dir, 'flows', 'nummer.yaml'), FLOW);
  const read = readKnowledge(dir);
  if (read.knowledge === undefined) throw new Error(read.problems.map(formatProblem).join('\n'));
  knowledge = read.knowledge;
});
afterAll(() => folder.remove());

beforeEach(async () => {
  store = await openStore({ dataDir: join(folder.path, 'data') });
  app = await startApp({ store, knowledge, understanding: knowsNothing });
});
afterEach(async () => {
  await app.close();
  await store.close();
});

const card = async (desk: Console, conversation: string) =>
  (await must<{ card: HandoffCard }>(desk.socket, 'conversation:sync', { conversation, since: 0 })).card;

describe('what a flow asks for as sensitive', () => {
  it('[G14] reaches the agent who owns the chat, and nothing else: no event, no log, no file', async () => {
    const jana = await Console.open(app, await createAccount(app, 'Jana'));
    const timo = await Console.open(app, await createAccount(app, 'Timo'));
    const visitor = await Visitor.come(app.url);
    await visitor.choose(1, 'flows');
    const offered = visitor.heard.at(-1)!;
    await visitor.choose(offered.seq, 'flow:nummer');
    await visitor.say('weiß nicht');
    await visitor.say('kv 99001122');
    expect(visitor.status?.owner).toBe('queue');
    const { conversation, handoff, epoch } = await jana.firstWaiting();
    expect((await card(timo, conversation)).flow?.answers).toEqual([
      { question: 'Wie lautet Ihre Vertragsnummer?', answer: '•••', sensitive: true },
    ]);
    await must(jana.socket, 'chat:accept', { conversation, handoff, epoch, clientId: clientId() });
    expect((await card(jana, conversation)).flow).toMatchObject({
      title: 'Vertragsnummer prüfen',
      answers: [{ answer: SECRET, sensitive: true }],
    });
    const files = readdirSync(join(folder.path, 'data')).map((file) =>
      readFileSync(join(folder.path, 'data', file), 'latin1'),
    );
    for (const place of [JSON.stringify(visitor.heard), app.log.join(''), ...files])
      expect(place.replaceAll(' ', '').toUpperCase()).not.toContain('99001122');
  });
});

describe('a sensitive answer', () => {
  const begin = async () => {
    const visitor = await Visitor.come(app.url);
    await visitor.choose(1, 'flows');
    await visitor.choose(visitor.heard.at(-1)!.seq, 'flow:nummer');
    return visitor;
  };
  const seen = (visitor: Visitor) => JSON.stringify(visitor.heard) + app.log.join('');

  it('[G14] is hidden when it does not fit, too, and when the assistant fails on it', async () => {
    const visitor = await begin();
    await visitor.say('XX 4711');
    expect(seen(visitor)).not.toContain('4711');
    const failing = {
      decide: () => {
        throw new Error('could not read XX 4711');
      },
    };
    const other = await startApp({ store, knowledge, understanding: failing });
    const again = await Visitor.come(other.url, visitor.token);
    await again.say('XX 4711');
    expect(JSON.stringify(again.heard) + other.log.join('')).not.toContain('4711');
    again.close();
    await other.close();
  });

  it.each([
    'KV99001122, wozu brauchen Sie die?',
    'Wozu brauchen Sie KV 9900 1122',
    'Ist KV-9900-1122 richtig?',
  ])('[G14] is hidden in a question, too: %s', async (words) => {
    const visitor = await begin();
    await visitor.say(words);
    expect(seen(visitor).replaceAll(/[ -]/g, '')).not.toContain('99001122');
  });

  it('[G14] does not end the conversation when its key is lost', async () => {
    const visitor = await begin();
    await visitor.say('KV99001122');
    // Each of these programs seals with a key of its own.
    const other = await startApp({ store, knowledge, understanding: knowsNothing });
    const again = await Visitor.come(other.url, visitor.token);
    expect((await again.say('Ist da jemand?'))[0]).toMatchObject({ text: 'Ist da jemand?' });
    await must(again.socket, 'conversation:export', {});
    again.close();
    await other.close();
  });

  it('[G14] leaves questions in return and wishes readable', async () => {
    const visitor = await begin();
    await visitor.say('Wozu brauchen Sie die denn?');
    expect(seen(visitor)).toContain('Wozu brauchen Sie die denn?');
  });
});

describe('a flow over the wire', () => {
  it('[G10] reminds of an open question after the time that the rules name, once', async () => {
    const visitor = await Visitor.come(app.url);
    await visitor.choose(1, 'flows');
    await visitor.choose(visitor.heard.at(-1)!.seq, 'flow:nummer');
    const before = visitor.heard.length;
    app.clock.jump(knowledge.flowRules!.idle.remindAfter);
    for (let tick = 0; tick < 2; tick++) await app.app.tick();
    await visitor.sync();
    expect(visitor.heard.slice(before)).toMatchObject([
      { source: { ref: 'flow:_rules' } },
      { source: { ref: 'flow:nummer' } },
    ]);
  });

  it('tells how far it is, and goes on where it was after a restart', async () => {
    const visitor = await Visitor.come(app.url);
    await visitor.choose(1, 'flows');
    await visitor.choose(visitor.heard.at(-1)!.seq, 'flow:konto-kuendigen');
    const asked = visitor.heard.at(-1)!;
    expect(asked).toMatchObject({
      flow: { title: expect.any(String), progress: expect.stringMatching(/1 von \d/) },
    });
    const first = asked.type === 'assistant.message' ? asked.choices[0]! : undefined;
    await app.close();
    app = await startApp({ store, knowledge, understanding: knowsNothing });
    const again = await Visitor.come(app.url, visitor.token);
    const [, next] = await again.choose(asked.seq, first!.id);
    expect(next).toMatchObject({ type: 'assistant.message', source: { ref: 'flow:konto-kuendigen' } });
    type Reply = { file: { answers: { question: string; answer: string }[] } };
    const { file } = await must<Reply>(again.socket, 'conversation:export', {});
    // As it was asked, not by the name of the step.
    expect(file.answers).toEqual([{ question: expect.stringMatching(/\?$/), answer: first!.label }]);
    again.close();
  });
});
