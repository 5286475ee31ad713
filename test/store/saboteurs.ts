import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { ControlledTransaction } from 'kysely';
import { composeStore } from '../../server/store/compose.ts';
import { migrate } from '../../server/store/migrations.ts';
import { openStore } from '../../server/store/open.ts';
import { openSqlite } from '../../server/store/sqlite.ts';
import type { Store, Turn, TurnResult } from '../../server/store/store.ts';
import type { Tables } from '../../server/store/tables.ts';
import { Undone, type Write } from '../../server/store/write.ts';

/*
 * Stores with one well-known mistake each. A proof that stays green with its saboteur proves nothing, so every
 * proof is run against one as well.
 */

/** Reads whether the handoff waits, then takes it: right for one caller at a time. */
export async function openCheckingThenActing(dataDir: string): Promise<Store> {
  const store = await openStore({ dataDir });
  const raw = new Sqlite(join(dataDir, 'lotse.db'));
  const take = raw.prepare("update handoff set status = 'active', agent = ?, epoch = epoch + 1 where id = ?");
  const saveTurn = async (turn: Turn): Promise<TurnResult> => {
    const { handoff: change, ...rest } = turn;
    if (change?.do !== 'accept') return store.saveTurn(turn);
    const handoff = (await store.findConversation(turn.conversation))?.handoff;
    if (handoff?.status !== 'waiting')
      return { kind: 'refused', code: 'taken', by: handoff?.agentName ?? '' };
    // Where another caller's turn comes in between.
    await new Promise(setImmediate);
    take.run(change.agent, change.id);
    return saveAnyhow(store, rest);
  };
  const close = async () => {
    raw.close();
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
export async function openForgettingCommands(dataDir: string): Promise<Store> {
  const store = await openStore({ dataDir });
  return { ...store, saveTurn: ({ command: _forgotten, ...turn }) => store.saveTurn(turn) };
}

/** How many writes the early acknowledger gathers before it commits. */
const LATE_COMMIT = 20;

/** Answers when the statements have run, and commits when it is convenient. */
export async function openAcknowledgingEarly(dataDir: string): Promise<Store> {
  const { db, close } = openSqlite(dataDir);
  await migrate(db);
  let open: ControlledTransaction<Tables> | undefined;
  let written = 0;
  let turn: Promise<unknown> = Promise.resolve();
  const commitSometimes = async () => {
    written += 1;
    if (written % LATE_COMMIT !== 0) return;
    await open?.commit().execute();
    open = undefined;
  };
  const write: Write = (_label, work) => {
    const result = turn.then(async () => {
      open ??= await db.startTransaction().execute();
      const saved = await open.savepoint('one').execute();
      const outcome = await work(saved);
      if (outcome instanceof Undone) await saved.rollbackToSavepoint('one').execute();
      await commitSometimes();
      return outcome instanceof Undone ? outcome.result : outcome;
    });
    turn = result.catch(() => {});
    return result;
  };
  return composeStore({ db, write, epoch: () => 'early', close });
}
