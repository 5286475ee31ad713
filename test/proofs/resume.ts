import { SYNC_PAGE } from '../../protocol/constants.ts';
import { writeToVisitor } from '../../server/chat/desk.ts';
import { forVisitor, say } from '../../server/chat/visits.ts';
import { hashToken, newId } from '../../server/ids.ts';
import type { Store } from '../../server/store/store.ts';
import { Findings, type Outcome, type Proof, type RunOptions } from './proof.ts';
import { compareViews, storedEvents } from './support/book.ts';
import { Clerk, hire } from './support/clerk.ts';
import { paceOf } from './support/fast-clock.ts';
import { type Ground, onGround, withStore } from './support/ground.ts';
import { Guest } from './support/guest.ts';
import { Link } from './support/link.ts';
import { openLocalApp } from './support/local-app.ts';
import { proofParts, smallKnowledge } from './support/parts.ts';

/** Visitor and agent lose their lines, both miss everything, both come back (a round is one missed message each). */
export const resume: Proof = {
  name: 'resume',
  promise: 'Who was away for more than 1,000 messages gets all of them, in order.',
  saboteur: 'takes the first page for everything',
  engines: ['sqlite', 'postgres'],
  run: (options) => onGround(options, (ground) => goAwayAndReturn(options, ground)),
};

const MISSED = { small: 600, long: 2_500 };
/** Below the heartbeat's 15 s, which would heal what the sync left out. */
const LIMIT_MS = { plain: 12_000, sabotaged: 1_500 };

async function goAwayAndReturn(options: RunOptions, { place }: Ground): Promise<Outcome> {
  const { size, sabotage, rounds = sabotage ? SYNC_PAGE : MISSED[size] } = options;
  const findings = new Findings();
  const limit = LIMIT_MS[sabotage ? 'sabotaged' : 'plain'];
  const pace = paceOf(1);
  return withStore(place, async (store) => {
    const badge = await hire(store, 'Anna', 3, pace);
    const parts = proofParts(store, pace, smallKnowledge());
    const app = await openLocalApp(store, pace, (own) =>
      sabotage ? { ...own, store: unpaged(store) } : own,
    );
    const guest = new Guest(await Link.open({ port: () => app.port }));
    await guest.ready();
    const clerk = await Clerk.open(badge, () => app.port);
    guest.session.callHuman();
    await clerk.accept(1);
    const { id: conversation, handoff } = await find(store, guest.token);
    if (handoff === undefined) throw new Error('The visitor has no agent.');
    await guest.until(({ status }) => status?.owner === 'agent', 'the agent was there');

    guest.link.break();
    clerk.link.break();
    const ref = { conversation, handoff: handoff.id, epoch: handoff.epoch };
    for (let count = 1; count <= rounds; count += 1) {
      await writeToVisitor(parts, badge.agent, { ...ref, clientId: newId(), text: `Antwort ${count}` });
      await say(parts, conversation, newId(), `Frage ${count}`);
    }

    const { lastSeq } = await find(store, guest.token);
    const back = performance.now();
    const took: Record<string, number> = {};
    for (const side of [guest, clerk]) {
      side.link.mend();
      side.tab.announceOnline();
    }
    const note = (whose: string) => () => {
      took[whose] = Math.round(performance.now() - back);
    };
    const fail = (error: Error) => findings.note('incomplete', error.message);
    await Promise.all([
      guest
        .until(({ events }) => events.length >= lastSeq, 'everything was seen', limit)
        .then(note('visitorMs'), fail),
      clerk
        .until(() => clerk.view(conversation).length >= lastSeq, 'everything was seen', limit)
        .then(note('agentMs'), fail),
    ]);
    const stored = await storedEvents(store, conversation);
    compareViews('visitor', guest.events, stored.map(forVisitor), findings);
    compareViews('agent', clerk.view(conversation), stored, findings);
    guest.close();
    await Promise.all([guest.link.close(), clerk.close()]);
    await app.close();
    return { figures: { missed: 2 * rounds, events: stored.length, ...took }, broken: findings.sentences() };
  });
}

async function find(store: Store, token = '') {
  const found = await store.findConversationByToken(hashToken(token));
  if (found === undefined) throw new Error('The conversation is not there.');
  return found;
}

/** Never says that there is more. */
function unpaged(store: Store): Store {
  const listEvents: Store['listEvents'] = (conversation, since, limit) =>
    store.listEvents(conversation, since, Math.min(limit, SYNC_PAGE));
  return { ...store, listEvents };
}
