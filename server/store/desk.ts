import { sql } from 'kysely';
import type { DeskPause } from '../../protocol/agent.ts';
import { blockedUntil, liftBlock, listBlocks } from './blocks.ts';
import { deskNow } from './desk-now.ts';
import { conversationsBetween, handoffsBetween } from './figures.ts';
import {
  listHeld,
  listLost,
  listUnoffered,
  listWaiting,
  lostHandoffs,
  openHandoffs,
  queuePlace,
  recentPace,
} from './handoffs.ts';
import { raiseInbox, readInboxSeq } from './inbox.ts';
import { addNote, listNotes } from './notes.ts';
import { listFree } from './places.ts';
import {
  findRequest,
  finishRequest,
  isRequestOf,
  listRequests,
  releaseRequest,
  reopenRequest,
  takeRequest,
} from './requests.ts';
import { present } from './rows.ts';
import type { DeskStore, WaitingChat } from './store.ts';
import type { Database, Trx } from './tables.ts';
import type { Write } from './write.ts';

/** What the agents share: the queue, the message forms, what was read, the pause. */
export function deskStore(db: Database, write: Write, longReads: Database): DeskStore {
  return {
    inboxSeq: () => readInboxSeq(db),
    listChats: (agent) => listChats(db, agent),
    queuePlace: (handoff) => queuePlace(db, handoff),
    listWaiting: () => listWaiting(db),
    listHeld: (agent) => listHeld(db, agent),
    listLost: (agent, since) => listLost(db, agent, since),
    listUnoffered: () => listUnoffered(db),
    listFree: (seenSince) => listFree(db, seenSince),
    deskNow: (now, seenSince) => deskNow(db, now, seenSince),
    recentPace: (since, limit) => recentPace(db, since, limit),
    lostHandoffs: (seenBefore) => lostHandoffs(db, seenBefore),
    listRequests: (doneSince) => listRequests(db, doneSince),
    findRequest: (id) => findRequest(db, id),
    takeRequest: (id, agent, at) =>
      write('desk', async (trx) => {
        const changed = await raisingInbox(trx, takeRequest(trx, id, agent, at));
        return changed || isRequestOf(trx, id, agent, 'taken');
      }),
    finishRequest: (id, agent, at) =>
      write('desk', async (trx) => {
        const changed = await raisingInbox(trx, finishRequest(trx, id, agent, at));
        return changed || isRequestOf(trx, id, agent, 'done');
      }),
    releaseRequest: (id, agent) => write('desk', (trx) => raisingInbox(trx, releaseRequest(trx, id, agent))),
    reopenRequest: (id, agent, by, at) =>
      write('desk', (trx) => raisingInbox(trx, reopenRequest(trx, id, agent, by, at))),
    markRead: (agent, conversation, seq) =>
      write('desk', async (trx) => {
        await raisingInbox(trx, markRead(trx, agent, conversation, seq));
      }),
    mayRead: (agent, conversation) => mayRead(db, agent, conversation),
    hadHandoff: (conversation) => hadHandoff(db, conversation),
    addNote: (note) => write('desk', (trx) => addNote(trx, note)),
    listNotes: (conversation) => listNotes(db, conversation),
    noteVisitorRead: (conversation, seq) => write('desk', (trx) => noteVisitorRead(trx, conversation, seq)),
    visitorRead: (conversation) => visitorRead(db, conversation),
    blockedUntil: (conversation, now) => blockedUntil(db, conversation, now),
    listBlocks: (now) => listBlocks(db, now),
    liftBlock: (id, at) => write('desk', (trx) => liftBlock(trx, id, at)),
    handoffsBetween: (from, to) => handoffsBetween(longReads, from, to),
    conversationsBetween: (from, to) => conversationsBetween(longReads, from, to),
    currentPause: (now) => currentPause(db, now),
    setPause: (pause, agent, at) =>
      write('desk', async (trx) => {
        await setPause(trx, pause, agent, at);
        await raiseInbox(trx);
      }),
  };
}

async function raisingInbox(trx: Trx, change: Promise<boolean>): Promise<boolean> {
  const changed = await change;
  if (changed) await raiseInbox(trx);
  return changed;
}

async function listChats(db: Database, agent: string) {
  const rows = await openHandoffs(db)
    .innerJoin('conversation', 'conversation.id', 'handoff.conversation')
    .leftJoin('chat_read', (join) =>
      join.onRef('chat_read.conversation', '=', 'handoff.conversation').on('chat_read.agent', '=', agent),
    )
    .select((eb) => [
      'handoff.offered_until as offeredUntil',
      'conversation.last_seq as lastSeq',
      'conversation.last_text as lastText',
      eb
        .selectFrom('event')
        .whereRef('event.conversation', '=', 'handoff.conversation')
        .where('event.type', '=', 'visitor.message')
        .where((event) => event('event.seq', '>', event.fn.coalesce('chat_read.seq', sql.lit(0))))
        .select((event) => event.fn.countAll<number>().as('count'))
        .$asScalar()
        .as('unread'),
    ])
    .execute();
  const chats = rows.map(({ unread, ...row }): WaitingChat => ({ ...present(row), unread: unread ?? 0 }));
  return {
    waiting: chats.filter((chat) => chat.status !== 'active'),
    mine: chats.filter((chat) => chat.status === 'active' && chat.agent === agent),
    active: chats.filter((chat) => chat.status === 'active'),
  };
}

/** @returns Whether it moved on; what was read once stays read. */
async function markRead(trx: Trx, agent: string, conversation: string, seq: number): Promise<boolean> {
  const row = await trx
    .insertInto('chat_read')
    .values({ agent, conversation, seq })
    .onConflict((conflict) =>
      conflict.columns(['agent', 'conversation']).doUpdateSet({ seq }).where('chat_read.seq', '<', seq),
    )
    .returning('seq')
    .executeTakeFirst();
  return row !== undefined;
}

/** What the visitor's window has shown; never back. */
async function noteVisitorRead(trx: Trx, conversation: string, seq: number): Promise<boolean> {
  const row = await trx
    .insertInto('visitor_read')
    .values({ conversation, seq })
    .onConflict((conflict) =>
      conflict.column('conversation').doUpdateSet({ seq }).where('visitor_read.seq', '<', seq),
    )
    .returning('seq')
    .executeTakeFirst();
  return row !== undefined;
}

async function visitorRead(db: Database, conversation: string): Promise<number> {
  const row = await db
    .selectFrom('visitor_read')
    .select('seq')
    .where('conversation', '=', conversation)
    .executeTakeFirst();
  return row?.seq ?? 0;
}

async function hadHandoff(db: Database, conversation: string): Promise<boolean> {
  const row = await db
    .selectFrom('handoff')
    .select('id')
    .where('conversation', '=', conversation)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Its owner, or after the close its last one; and everybody once a request was left there. */
async function mayRead(db: Database, agent: string, conversation: string): Promise<boolean> {
  const owned = db
    .selectFrom('handoff')
    .select('handoff.id')
    .where('handoff.conversation', '=', conversation)
    .where('handoff.agent', '=', agent);
  const requested = db
    .selectFrom('request')
    .select('request.id')
    .where('request.conversation', '=', conversation);
  const row = await owned.unionAll(requested).limit(1).executeTakeFirst();
  return row !== undefined;
}

async function currentPause(db: Database, now: number): Promise<DeskPause | undefined> {
  return db.selectFrom('desk_pause').select(['until', 'notice']).where('until', '>', now).executeTakeFirst();
}

async function setPause(trx: Trx, pause: DeskPause | undefined, agent: string, at: number): Promise<void> {
  if (pause === undefined) {
    await trx.deleteFrom('desk_pause').execute();
    return;
  }
  const row = { ...pause, agent, at };
  await trx
    .insertInto('desk_pause')
    .values({ id: 1, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}
