import { startState } from '../../../server/dialogue/state.ts';
import { openStore } from '../../../server/store/open.ts';
import type { Store } from '../../../server/store/store.ts';
import { openAcknowledgingEarly } from '../saboteurs.ts';

/** What the parent is told once a message was acknowledged: it is the n-th of its conversation. */
export interface Acknowledged {
  readonly conversation: string;
  readonly message: number;
}

/** How many messages of each conversation are known to be acknowledged. */
export type Progress = Readonly<Record<string, number>>;

const [dataDir = '', kind = '', progress = '{}'] = process.argv.slice(2);
const open = kind === 'saboteur' ? openAcknowledgingEarly : (dir: string) => openStore({ dataDir: dir });

/** A visitor who sends one message after the other, each again under its id until it is acknowledged. */
async function send(store: Store, conversation: string, acknowledged: number): Promise<never> {
  let version = await versionOf(store, conversation);
  for (let message = acknowledged + 1; ; message += 1) {
    const clientId = `message-${message}`;
    const result = await store.saveTurn({
      conversation,
      expectedVersion: version,
      at: Date.now(),
      command: { sender: 'visitor', clientId },
      state: startState,
      events: [{ type: 'visitor.message', clientId, text: `Nachricht ${message}`, masked: false }],
    });
    if (result.kind === 'saved') version += 1;
    else if (result.kind !== 'repeated') throw new Error(`Message ${message} came to ${result.kind}.`);
    await report({ conversation, message });
  }
}

async function versionOf(store: Store, id: string): Promise<number> {
  const found = await store.findConversation(id);
  if (found) return found.version;
  const begun = { id, tokenHash: id, at: Date.now(), state: startState, events: [], alarms: [] };
  await store.createConversation(begun);
  return 1;
}

function report(acknowledged: Acknowledged): Promise<void> {
  return new Promise((resolve) => process.send?.(acknowledged, () => resolve()));
}

process.on('disconnect', () => process.exit(1));
const store = await open(dataDir);
const known = Object.entries(JSON.parse(progress) as Progress);
await Promise.all(known.map(([conversation, acknowledged]) => send(store, conversation, acknowledged)));
