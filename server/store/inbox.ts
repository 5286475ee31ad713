import { CLOSED } from './handoffs.ts';
import { prepared } from './prepared.ts';
import type { Database, Trx } from './tables.ts';

const raise = prepared((db) =>
  db
    .updateTable('meta')
    .set((eb) => ({ inbox_seq: eb('inbox_seq', '+', 1) }))
    .returning('inbox_seq'),
);

const raiseForOpen = prepared((db, { conversation }: { conversation: string }) =>
  db
    .updateTable('meta')
    .set((eb) => ({ inbox_seq: eb('inbox_seq', '+', 1) }))
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('handoff')
          .select('handoff.id')
          .where('conversation', '=', conversation)
          .where('status', '<>', CLOSED),
      ),
    )
    .returning('inbox_seq'),
);

/** Raises the number that tells consoles to look again. Last in its transaction: every writer wants this row. */
export async function raiseInbox(trx: Trx): Promise<number> {
  return numberIn(await raise(trx, {}));
}

/** Raises it when the conversation stands in the inbox, i.e. waits or is owned. */
export async function raiseInboxOf(trx: Trx, conversation: string): Promise<number | undefined> {
  const [row] = await raiseForOpen(trx, { conversation });
  return row?.inbox_seq;
}

const current = prepared((db) => db.selectFrom('meta').select('inbox_seq'));

export async function readInboxSeq(db: Database): Promise<number> {
  return numberIn(await current(db, {}));
}

function numberIn([row]: { inbox_seq: number }[]): number {
  if (!row) throw new Error('The table meta has lost its row; the database is not one of this program.');
  return row.inbox_seq;
}
