import type { NewBlock, StoredBlock } from './store.ts';
import type { Database, Trx } from './tables.ts';

export async function insertBlock(
  trx: Trx,
  conversation: string,
  at: number,
  block: NewBlock,
): Promise<void> {
  await trx
    .insertInto('block')
    .values({ ...block, conversation, at })
    .execute();
}

/** Until when the visitor of a conversation is kept out, if so. */
export async function blockedUntil(
  db: Database,
  conversation: string,
  now: number,
): Promise<number | undefined> {
  const row = await db
    .selectFrom('block')
    .select((eb) => eb.fn.max('until').as('until'))
    .where('conversation', '=', conversation)
    .where('until', '>', now)
    .where('lifted_at', 'is', null)
    .executeTakeFirst();
  return row?.until ?? undefined;
}

export async function listBlocks(db: Database, now: number): Promise<readonly StoredBlock[]> {
  return db
    .selectFrom('block')
    .innerJoin('agent', 'agent.id', 'block.agent')
    .where('block.until', '>', now)
    .where('block.lifted_at', 'is', null)
    .orderBy('block.at', 'desc')
    .orderBy('block.id')
    .select([
      'block.id',
      'block.conversation',
      'block.agent',
      'agent.name as byName',
      'block.at',
      'block.until',
    ])
    .execute();
}

/** @returns Whether it has just been lifted. */
export async function liftBlock(trx: Trx, id: string, at: number): Promise<boolean> {
  const row = await trx
    .updateTable('block')
    .set({ lifted_at: at })
    .where('id', '=', id)
    .where('lifted_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
