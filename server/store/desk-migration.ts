import type { Trx } from './tables.ts';

/** What the desk needs beyond a queue: offers, lost agents, notes, reset links, blocks and figures. */
export async function extendDesk(trx: Trx): Promise<void> {
  await extendHandoffs(trx);
  await trx.schema.alterTable('agent').addColumn('away_reason', 'text').execute();
  await trx.schema.alterTable('agent').addColumn('idle_since', 'bigint').execute();
  await trx.schema.alterTable('invitation').addColumn('agent', 'text').execute();
  await createNotes(trx);
  await createBlocks(trx);
  await trx.schema
    .createTable('visitor_read')
    .addColumn('conversation', 'text', (column) => column.primaryKey().references('conversation.id'))
    .addColumn('seq', 'integer', (column) => column.notNull())
    .execute();
  await trx.schema.createIndex('conversation_created').on('conversation').column('created_at').execute();
}

async function extendHandoffs(trx: Trx): Promise<void> {
  for (const column of ['offered_until', 'lost_at'] as const)
    await trx.schema.alterTable('handoff').addColumn(column, 'bigint').execute();
  for (const column of ['passed_by', 'lost_agent'] as const)
    await trx.schema.alterTable('handoff').addColumn(column, 'text').execute();
  await trx.schema.createIndex('handoff_queued').on('handoff').column('queued_at').execute();
  await trx.schema.createIndex('handoff_closed').on('handoff').column('closed_at').execute();
  await trx.schema.createIndex('handoff_lost').on('handoff').columns(['lost_agent', 'lost_at']).execute();
}

async function createNotes(trx: Trx): Promise<void> {
  await trx.schema
    .createTable('note')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('conversation', 'text', (column) => column.notNull().references('conversation.id'))
    .addColumn('agent', 'text', (column) => column.notNull().references('agent.id'))
    .addColumn('client_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addUniqueConstraint('note_command', ['conversation', 'agent', 'client_id'])
    .execute();
}

async function createBlocks(trx: Trx): Promise<void> {
  await trx.schema
    .createTable('block')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('conversation', 'text', (column) => column.notNull().references('conversation.id'))
    .addColumn('agent', 'text', (column) => column.notNull().references('agent.id'))
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('until', 'bigint', (column) => column.notNull())
    .addColumn('lifted_at', 'bigint')
    .execute();
  await trx.schema.createIndex('block_conversation').on('block').column('conversation').execute();
  await trx.schema.createIndex('block_until').on('block').column('until').execute();
}
