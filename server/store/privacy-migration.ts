import type { Trx } from './tables.ts';

/** Deleting a conversation looks for its rows in every table. */
export async function indexReadMarks(trx: Trx): Promise<void> {
  await trx.schema.createIndex('chat_read_conversation').on('chat_read').column('conversation').execute();
}

/** Conversations that are kept, who did what with people's data, and what stood under the masks of a live chat. */
export async function createPrivacy(trx: Trx): Promise<void> {
  await trx.schema
    .createTable('hold')
    .addColumn('conversation', 'text', (column) => column.primaryKey().references('conversation.id'))
    .addColumn('agent', 'text', (column) => column.notNull().references('agent.id'))
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute();
  // Without a reference to the conversation: the entry outlives it.
  await trx.schema
    .createTable('audit')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('agent', 'text', (column) => column.references('agent.id'))
    .addColumn('by_visitor', 'integer', (column) => column.notNull())
    .addColumn('conversation', 'text')
    .addColumn('address', 'text')
    .addColumn('count', 'integer')
    .execute();
  await trx.schema.createIndex('audit_at').on('audit').columns(['at', 'id']).execute();
  await trx.schema
    .createTable('original')
    .addColumn('conversation', 'text', (column) => column.notNull().references('conversation.id'))
    .addColumn('seq', 'bigint', (column) => column.notNull())
    .addColumn('sealed', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('original_of', ['conversation', 'seq'])
    .execute();
}
