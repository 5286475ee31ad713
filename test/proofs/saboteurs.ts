import { setImmediate as soon } from 'node:timers/promises';
import { CompiledQuery } from 'kysely';
import type { AppParts } from '../../server/app.ts';
import { composeStore } from '../../server/store/compose.ts';
import { GroupCommit } from '../../server/store/group-commit.ts';
import { migrate } from '../../server/store/migrations.ts';
import { openPostgres } from '../../server/store/postgres.ts';
import { openSqlite } from '../../server/store/sqlite.ts';
import type { Failpoint, Store, Turn, TurnResult } from '../../server/store/store.ts';
import type { Trx } from '../../server/store/tables.ts';
import { Undone, type Write } from '../../server/store/write.ts';
import { openPlace, openSql, type Place } from './support/ground.ts';
import { later } from './support/link.ts';

/*
 * Parts with one well-known mistake each, put in place of the program's own. A proof that stays green with its
 * saboteur proves nothing.
 */

/** What takes the place of the program's parts; nothing of it where it is left out. */
export interface Saboteur {
  readonly open?: (place: Place, failpoint: Failpoint) => Promise<Store>;
  readonly parts?: (parts: AppParts) => AppParts;
  /** Does not listen to the other processes. */
  readonly deaf?: boolean;
  /** Ends at SIGTERM without another word. */
  readonly leaves?: boolean;
}

/** Reads whether the handoff waits, then takes it: right for one caller at a time. */
export async function openCheckingThenActing(place: Place, failpoint?: Failpoint): Promise<Store> {
  const store = await openPlace(place, failpoint);
  const sql = await openSql(place);
  const take = "update handoff set status = 'active', agent = $1, epoch = epoch + 1 where id = $2";
  const saveTurn = async (turn: Turn): Promise<TurnResult> => {
    const { handoff: change, ...rest } = turn;
    if (change?.do !== 'accept') return store.saveTurn(turn);
    const handoff = (await store.findConversation(turn.conversation))?.handoff;
    if (handoff?.status !== 'waiting')
      return { kind: 'refused', code: 'taken', by: handoff?.agentName ?? '' };
    // Where another caller's turn comes in between.
    await soon();
    await sql.all(take, change.agent, change.id);
    return saveAnyhow(store, rest);
  };
  const close = async () => {
    await sql.close();
    await store.close();
  };
  return { ...store, saveTurn, close };
}

/** Saves for whatever version there is. */
async function saveAnyhow(store: Store, turn: Turn): Promise<TurnResult> {
  const found = await store.findConversation(turn.conversation);
  const result = await store.saveTurn({ ...turn, expectedVersion: found?.version ?? 0 });
  return result.kind === 'conflict' ? saveAnyhow(store, turn) : result;
}

/** Does not note which command a turn was, so a retry is a second message. */
export async function openForgettingCommands(place: Place, failpoint?: Failpoint): Promise<Store> {
  const store = await openPlace(place, failpoint);
  return {
    ...store,
    saveTurn: ({ command: _forgotten, ...turn }) => store.saveTurn(turn),
    findCommand: async () => undefined,
  };
}

/** How long the early acknowledger takes until it commits. */
const LATE_MS = 150;

/** Answers when the statements have run, and commits when it is convenient. */
async function openAcknowledgingEarly(place: Place): Promise<Store> {
  return place.engine === 'sqlite' ? earlySqlite(place.dataDir) : earlyPostgres(place.databaseUrl);
}

/** Everything shares one transaction, whose commit waits for a timer. */
async function earlySqlite(dataDir: string): Promise<Store> {
  const { db, close } = openSqlite(dataDir);
  await migrate(db);
  const say = (statement: string) => db.executeQuery(CompiledQuery.raw(statement));
  let commit: Promise<void> | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  const commitLater = async () => {
    await later(LATE_MS);
    queue = queue.then(async () => {
      commit = undefined;
      await say('commit');
    });
    await queue;
  };
  const write: Write = (_label, work) => {
    const result = queue.then(async () => {
      if (commit === undefined) await say('begin immediate');
      commit ??= commitLater();
      await say('savepoint one');
      const outcome = await work(db as unknown as Trx);
      if (outcome instanceof Undone) await say('rollback to one');
      await say('release one');
      return resultOf(outcome);
    });
    queue = result.catch(() => {});
    return result;
  };
  return composeStore({ db, write, epoch: () => 'early', close });
}

function resultOf<T>(outcome: T | Undone<T>): T {
  return outcome instanceof Undone ? outcome.result : outcome;
}

/** Each turn's transaction answers, waits, and commits. */
async function earlyPostgres(url: string): Promise<Store> {
  const { db, close } = await openPostgres(url, undefined, () => {});
  await migrate(db);
  const write: Write = (label, work) =>
    new Promise((resolve, reject) => {
      const run = db.transaction().execute(async (trx) => {
        const outcome = await work(trx);
        if (label === 'turn' || outcome instanceof Undone) resolve(resultOf(outcome));
        if (outcome instanceof Undone) throw outcome;
        if (label === 'turn') await later(LATE_MS);
        return outcome;
      });
      run.then((outcome) => resolve(resultOf(outcome)), reject);
    });
  return composeStore({ db, write, epoch: () => 'early', close });
}

/** Flushes now and then only, which nobody notices until the power fails. */
async function openUnsynced({ dataDir }: Place, failpoint: Failpoint): Promise<Store> {
  const { db, close } = openSqlite(dataDir);
  await migrate(db);
  await db.executeQuery(CompiledQuery.raw('pragma synchronous = NORMAL'));
  const { write } = new GroupCommit(db, failpoint);
  return composeStore({ db, write, epoch: () => 'normal', close });
}

/** A sync brings the state, but nothing of what was missed. */
function syncingNothing(parts: AppParts): AppParts {
  const { store } = parts;
  const listEvents: Store['listEvents'] = (conversation, since, limit) =>
    since > 0 && limit > 1 ? Promise.resolve([]) : store.listEvents(conversation, since, limit);
  return { ...parts, store: { ...store, listEvents } };
}

/** Looks a token up and does not wait for something else that fails. */
function awaitingNothing(parts: AppParts): AppParts {
  const { store } = parts;
  const findConversationByToken: Store['findConversationByToken'] = (hash) => {
    void Promise.reject(new Error('nobody waits for this'));
    return store.findConversationByToken(hash);
  };
  return { ...parts, store: { ...store, findConversationByToken } };
}

export const saboteurs = {
  none: {},
  'check-then-act': { open: openCheckingThenActing },
  'forgets-commands': { open: openForgettingCommands },
  'acknowledges-early': { open: openAcknowledgingEarly },
  'leaves-at-once': { open: openAcknowledgingEarly, leaves: true },
  deaf: { deaf: true },
  'normal-sync': { open: openUnsynced },
  'syncs-nothing': { parts: syncingNothing },
  'awaits-nothing': { parts: awaitingNothing },
  boundless: { parts: (parts) => ({ ...parts, socketsPerAddress: 100_000 }) },
} satisfies Record<string, Saboteur> as Record<SaboteurName, Saboteur>;

export type SaboteurName =
  | 'none'
  | 'check-then-act'
  | 'forgets-commands'
  | 'acknowledges-early'
  | 'leaves-at-once'
  | 'deaf'
  | 'normal-sync'
  | 'syncs-nothing'
  | 'awaits-nothing'
  | 'boundless';
