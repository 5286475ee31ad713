import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { StartupError } from '../startup-error.ts';
import { extendDesk } from './desk-migration.ts';
import { createIdentities } from './identities.ts';
import { createPrivacy, indexReadMarks } from './privacy-migration.ts';
import type { Database, Trx } from './tables.ts';
import { createWorkbench } from './workbench-migration.ts';

type Migration = (trx: Trx) => Promise<void>;

/** One list for ever: the n-th entry leads from schema n-1 to schema n. Append; never edit what was released. */
const migrations: readonly Migration[] = [
  createAgents,
  createConversations,
  createDesk,
  addVisitorClaims,
  createPresence,
  extendDesk,
  createWorkbench,
  createIdentities,
  createPrivacy,
  indexReadMarks,
];

export interface MigrationOptions {
  /** Keeps other processes from migrating until the transaction ends; needed where a begin alone does not. */
  readonly lock?: (trx: Trx) => Promise<void>;
  /** Called after each step that was made, with the schema that it led to and what it did. */
  readonly made?: (version: number, what: string) => void;
}

/**
 * Brings the database to this program's schema, each step in its own transaction. Several processes may do so at
 * once: each step is made by one of them.
 * @throws StartupError when the database was written by a newer program.
 */
export async function migrate(db: Database, { lock, made }: MigrationOptions = {}): Promise<void> {
  const next = () =>
    db.transaction().execute(async (trx) => {
      await lock?.(trx);
      return step(trx, (await readVersion(trx)) + 1);
    });
  for (let done = await next(); done !== undefined; done = await next()) made?.(done.version, done.what);
}

async function readVersion(trx: Trx): Promise<number> {
  await trx.schema
    .createTable('schema_version')
    .ifNotExists()
    .addColumn('version', 'integer', (column) => column.notNull())
    .execute();
  const row = await trx.selectFrom('schema_version').select('version').executeTakeFirst();
  return row?.version ?? 0;
}

/** @returns What was done; undefined when there was nothing left to do. */
async function step(trx: Trx, version: number) {
  if (version > migrations.length + 1) throw newerDatabase(version - 1);
  const migration = migrations[version - 1];
  if (migration === undefined) return undefined;
  await migration(trx);
  await trx.deleteFrom('schema_version').execute();
  await trx.insertInto('schema_version').values({ version }).execute();
  return { version, what: migration.name };
}

function newerDatabase(version: number): StartupError {
  return new StartupError(
    `The database has schema ${version}, but this program knows schemas only up to ${migrations.length}.`,
    'Start the newer program that wrote it, or restore a backup made before the update.',
  );
}

async function createAgents(trx: Trx): Promise<void> {
  await trx.schema
    .createTable('agent')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('login', 'text', (column) => column.notNull().unique())
    .addColumn('name', 'text', required)
    .addColumn('role', 'text', required)
    .addColumn('password_hash', 'text', required)
    .addColumn('available', 'integer', required)
    .addColumn('disabled', 'integer', required)
    .addColumn('capacity', 'integer', required)
    .addColumn('active', 'integer', required)
    .addColumn('seen_at', 'bigint', required)
    .addColumn('created_at', 'bigint', required)
    .addCheckConstraint('agent_active', sql`active >= 0`)
    .execute();
  await trx.schema
    .createTable('agent_session')
    .addColumn('token_hash', 'text', (column) => column.primaryKey())
    .addColumn('agent', 'text', (column) => column.notNull().references('agent.id'))
    .addColumn('csrf', 'text', required)
    .addColumn('created_at', 'bigint', required)
    .addColumn('expires_at', 'bigint', required)
    .execute();
  await trx.schema.createIndex('agent_session_agent').on('agent_session').column('agent').execute();
  await trx.schema
    .createTable('invitation')
    .addColumn('token_hash', 'text', (column) => column.primaryKey())
    .addColumn('role', 'text', required)
    .addColumn('expires_at', 'bigint', required)
    .addColumn('used_at', 'bigint')
    .execute();
}

async function createConversations(trx: Trx): Promise<void> {
  await trx.schema
    .createTable('conversation')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('token_hash', 'text', (column) => column.notNull().unique())
    .addColumn('version', 'bigint', required)
    .addColumn('last_seq', 'bigint', required)
    .addColumn('state', 'text', required)
    .addColumn('last_text', 'text', required)
    .addColumn('created_at', 'bigint', required)
    .addColumn('touched_at', 'bigint', required)
    .execute();
  await trx.schema
    .createTable('event')
    .addColumn('conversation', 'text', (column) => column.notNull().references('conversation.id'))
    .addColumn('seq', 'bigint', required)
    .addColumn('at', 'bigint', required)
    .addColumn('type', 'text', required)
    .addColumn('sender', 'text')
    .addColumn('client_id', 'text')
    .addColumn('body', 'text', required)
    .addPrimaryKeyConstraint('event_place', ['conversation', 'seq'])
    .execute();
  await trx.schema
    .createIndex('event_command')
    .on('event')
    .columns(['conversation', 'sender', 'client_id'])
    .unique()
    .where('client_id', 'is not', null)
    .execute();
  await trx.schema
    .createTable('alarm')
    .addColumn('conversation', 'text', (column) => column.notNull().references('conversation.id'))
    .addColumn('kind', 'text', required)
    .addColumn('due_at', 'bigint', required)
    .addPrimaryKeyConstraint('alarm_kind', ['conversation', 'kind'])
    .execute();
  await trx.schema.createIndex('alarm_due').on('alarm').column('due_at').execute();
}

async function createDesk(trx: Trx): Promise<void> {
  await createHandoffs(trx);
  await createRequests(trx);
  await trx.schema
    .createTable('chat_read')
    .addColumn('agent', 'text', (column) => column.notNull().references('agent.id'))
    .addColumn('conversation', 'text', (column) => column.notNull().references('conversation.id'))
    .addColumn('seq', 'bigint', required)
    .addPrimaryKeyConstraint('chat_read_by', ['agent', 'conversation'])
    .execute();
  await trx.schema
    .createTable('desk_pause')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('until', 'bigint', required)
    .addColumn('notice', 'text', required)
    .addColumn('agent', 'text', (column) => column.notNull().references('agent.id'))
    .addColumn('at', 'bigint', required)
    .execute();
  await trx.schema
    .createTable('meta')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('epoch', 'text', required)
    .addColumn('inbox_seq', 'bigint', required)
    .execute();
  await trx.insertInto('meta').values({ id: 1, epoch: randomUUID(), inbox_seq: 0 }).execute();
}

async function createHandoffs(trx: Trx): Promise<void> {
  await trx.schema
    .createTable('handoff')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('conversation', 'text', (column) => column.notNull().references('conversation.id'))
    .addColumn('status', 'text', required)
    .addColumn('epoch', 'bigint', required)
    .addColumn('reason', 'text', required)
    .addColumn('question', 'text', required)
    .addColumn('queued_at', 'bigint', required)
    .addColumn('agent', 'text', (column) => column.references('agent.id'))
    .addColumn('accepted_at', 'bigint')
    .addColumn('closed_at', 'bigint')
    .addColumn('close_reason', 'text')
    .addCheckConstraint('handoff_owner', sql`status <> 'active' or agent is not null`)
    .execute();
  await trx.schema
    .createIndex('handoff_open')
    .on('handoff')
    .column('conversation')
    .unique()
    .where(sql<boolean>`status <> 'closed'`)
    .execute();
  await trx.schema
    .createIndex('handoff_queue')
    .on('handoff')
    .columns(['status', 'queued_at'])
    .where(sql<boolean>`status <> 'closed'`)
    .execute();
  await trx.schema.createIndex('handoff_conversation').on('handoff').column('conversation').execute();
}

async function createRequests(trx: Trx): Promise<void> {
  await trx.schema
    .createTable('request')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('conversation', 'text', (column) => column.notNull().references('conversation.id'))
    .addColumn('reference', 'text', (column) => column.notNull().unique())
    .addColumn('status', 'text', required)
    .addColumn('text', 'text', required)
    .addColumn('email', 'text')
    .addColumn('phone', 'text')
    .addColumn('answer_by', 'text', required)
    .addColumn('agent', 'text', (column) => column.references('agent.id'))
    .addColumn('at', 'bigint', required)
    .addColumn('taken_at', 'bigint')
    .addColumn('done_at', 'bigint')
    .execute();
  await trx.schema.createIndex('request_conversation').on('request').column('conversation').execute();
  await trx.schema.createIndex('request_done').on('request').column('done_at').execute();
}

async function addVisitorClaims(trx: Trx): Promise<void> {
  await trx.schema.alterTable('conversation').addColumn('visitor', 'text').execute();
}

/** What several processes need to know of each other. */
async function createPresence(trx: Trx): Promise<void> {
  await trx.schema.alterTable('meta').addColumn('home', 'text').execute();
  await trx.schema
    .createTable('presence')
    .addColumn('conversation', 'text', required)
    .addColumn('process', 'text', required)
    .addPrimaryKeyConstraint('presence_of', ['conversation', 'process'])
    .execute();
  await trx.schema.createIndex('presence_process').on('presence').column('process').execute();
  await trx.schema
    .createTable('lease')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('holder', 'text', required)
    .addColumn('until', 'bigint', required)
    .execute();
}

function required<Column extends { notNull(): Column }>(column: Column): Column {
  return column.notNull();
}
