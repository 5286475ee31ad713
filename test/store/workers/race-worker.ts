import { startState } from '../../../server/dialogue/state.ts';
import { openStore } from '../../../server/store/open.ts';
import type { Store, TurnResult } from '../../../server/store/store.ts';
import { openCheckingThenActing } from '../saboteurs.ts';

/** One round: accept the conversation's handoff at an instant of the machine's monotonic clock (ns as text). */
export interface Round {
  readonly conversation: string;
  readonly at: string;
}

const [dataDir = '', agent = '', kind = ''] = process.argv.slice(2);
const open = kind === 'saboteur' ? openCheckingThenActing : (dir: string) => openStore({ dataDir: dir });

async function accept(store: Store, { conversation, at }: Round): Promise<TurnResult> {
  const found = await store.findConversation(conversation);
  if (!found?.handoff) throw new Error(`Conversation ${conversation} has no open handoff.`);
  while (process.hrtime.bigint() < BigInt(at));
  return store.saveTurn({
    conversation,
    expectedVersion: found.version,
    at: Date.now(),
    command: { sender: agent, clientId: `accept-${conversation}` },
    state: startState,
    events: [{ type: 'owner.changed', owner: 'agent', reason: 'accepted', agentName: agent }],
    handoff: { do: 'accept', id: found.handoff.id, epoch: found.handoff.epoch, agent },
  });
}

const store = await open(dataDir);
process.on('message', (round: Round) => void accept(store, round).then((result) => process.send?.(result)));
process.on('disconnect', () => void store.close());
process.send?.('ready');
