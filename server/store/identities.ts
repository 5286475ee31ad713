import type { ProvedIdentity } from '../../protocol/visitor-facts.ts';
import type { EarlierVisit, IdentityStore } from './identity-port.ts';
import type { Database, Trx } from './tables.ts';
import type { Write } from './write.ts';

/** Tokens shown once, and whom they proved. */
export async function createIdentities(trx: Trx): Promise<void> {
  await trx.schema
    .createTable('identity_token')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('until', 'bigint', (column) => column.notNull())
    .execute();
  await trx.schema
    .createTable('identity')
    .addColumn('conversation', 'text', (column) => column.primaryKey().references('conversation.id'))
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('name', 'text')
    .addColumn('email', 'text')
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute();
  await trx.schema.createIndex('identity_subject').on('identity').column('subject').execute();
}

export function identityStore(db: Database, write: Write): IdentityStore {
  return {
    useIdentityToken: (id, until, now) => write('conversation', (trx) => useToken(trx, id, until, now)),
    proveVisitor: (conversation, identity, at) =>
      write('conversation', (trx) => prove(trx, conversation, identity, at)),
    findIdentity: (conversation) => findIdentity(db, conversation),
    listEarlier: (conversation, limit) => listEarlier(db, conversation, limit),
    personBlockedUntil: (subject, now) => personBlockedUntil(db, subject, now),
    servesSamePerson: (agent, conversation) => servesSamePerson(db, agent, conversation),
  };
}

async function useToken(trx: Trx, id: string, until: number, now: number): Promise<boolean> {
  await trx.deleteFrom('identity_token').where('until', '<=', now).execute();
  const row = await trx
    .insertInto('identity_token')
    .values({ id, until })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

async function prove(trx: Trx, conversation: string, identity: ProvedIdentity, at: number): Promise<void> {
  const { subject, name = null, email = null } = identity;
  await trx
    .insertInto('identity')
    .values({ conversation, subject, name, email, at })
    .onConflict((conflict) => conflict.column('conversation').doNothing())
    .execute();
}

async function findIdentity(db: Database, conversation: string): Promise<ProvedIdentity | undefined> {
  const row = await db
    .selectFrom('identity')
    .select(['subject', 'name', 'email'])
    .where('conversation', '=', conversation)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    subject: row.subject,
    ...(row.name !== null && { name: row.name }),
    ...(row.email !== null && { email: row.email }),
  };
}

async function personBlockedUntil(db: Database, subject: string, now: number): Promise<number | undefined> {
  const row = await db
    .selectFrom('block')
    .innerJoin('identity', 'identity.conversation', 'block.conversation')
    .select((eb) => eb.fn.max('block.until').as('until'))
    .where('identity.subject', '=', subject)
    .where('block.until', '>', now)
    .where('block.lifted_at', 'is', null)
    .executeTakeFirst();
  return row?.until ?? undefined;
}

async function listEarlier(
  db: Database,
  conversation: string,
  limit: number,
): Promise<readonly EarlierVisit[]> {
  const rows = await db
    .selectFrom('identity as own')
    .innerJoin('identity as other', 'other.subject', 'own.subject')
    .innerJoin('conversation', 'conversation.id', 'other.conversation')
    .where('own.conversation', '=', conversation)
    .whereRef('other.conversation', '<>', 'own.conversation')
    .orderBy('conversation.created_at', 'desc')
    .orderBy('conversation.id')
    .limit(limit)
    .select((eb) => [
      'conversation.id as conversation',
      'conversation.created_at as at',
      eb
        .selectFrom('handoff')
        .select('handoff.question')
        .whereRef('handoff.conversation', '=', 'conversation.id')
        .orderBy('handoff.queued_at')
        .orderBy('handoff.id')
        .limit(1)
        .as('question'),
    ])
    .execute();
  return rows.map(({ question, ...row }) => ({ ...row, ...(question !== null && { question }) }));
}

async function servesSamePerson(
  db: Database,
  agent: string | undefined,
  conversation: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('identity as asked')
    .innerJoin('identity as served', 'served.subject', 'asked.subject')
    .innerJoin('handoff', 'handoff.conversation', 'served.conversation')
    .where('asked.conversation', '=', conversation)
    .$if(agent !== undefined, (query) =>
      query.where('handoff.status', '=', 'active').where('handoff.agent', '=', agent!),
    )
    .select('handoff.id')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
