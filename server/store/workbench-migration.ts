import type { Trx } from './tables.ts';

/** Questions that the knowledge lacks something for, and what is counted of its use. */
export async function createWorkbench(trx: Trx): Promise<void> {
  await trx.schema
    .createTable('gap')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('conversation', 'text', (column) => column.notNull().references('conversation.id'))
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('question', 'text', (column) => column.notNull())
    .addColumn('nearest', 'text')
    .addColumn('revision', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('agent', 'text', (column) => column.references('agent.id'))
    .execute();
  await trx.schema.createIndex('gap_at').on('gap').column('at').execute();
  await trx.schema.createIndex('gap_conversation').on('gap').column('conversation').execute();
  await trx.schema
    .createTable('usage')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('week', 'text', (column) => column.notNull())
    .addColumn('measure', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('count', 'integer', (column) => column.notNull())
    .execute();
  await trx.schema.createIndex('usage_week').on('usage').column('week').execute();
}
