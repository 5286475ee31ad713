import { present } from './rows.ts';
import type { NewRequest, StoredRequest, Turn } from './store.ts';
import type { Database, Trx } from './tables.ts';

export async function storeRequest(trx: Trx, turn: Turn, request: NewRequest): Promise<void> {
  await trx
    .insertInto('request')
    .values({
      id: request.id,
      conversation: turn.conversation,
      reference: request.reference,
      status: 'open',
      text: request.text,
      email: request.email ?? null,
      phone: request.phone ?? null,
      answer_by: request.answerBy,
      at: turn.at,
    })
    .execute();
}

function requestRows(db: Database) {
  return db
    .selectFrom('request')
    .leftJoin('agent', 'agent.id', 'request.agent')
    .orderBy('request.at')
    .orderBy('request.id')
    .select([
      'request.id',
      'request.conversation',
      'request.reference',
      'request.status',
      'request.text',
      'request.email',
      'request.phone',
      'request.answer_by as answerBy',
      'request.agent',
      'agent.name as agentName',
      'request.at',
    ]);
}

export async function listRequests(db: Database, doneSince: number): Promise<readonly StoredRequest[]> {
  const rows = await requestRows(db)
    .where((eb) => eb.or([eb('request.done_at', 'is', null), eb('request.done_at', '>', doneSince)]))
    .execute();
  return rows.map((row) => present(row));
}

export async function findRequest(db: Database, id: string): Promise<StoredRequest | undefined> {
  const row = await requestRows(db).where('request.id', '=', id).executeTakeFirst();
  return row && present(row);
}

/** @returns Whether the request has just become this agent's. */
export async function takeRequest(trx: Trx, id: string, agent: string, at: number): Promise<boolean> {
  const row = await trx
    .updateTable('request')
    .set({ status: 'taken', agent, taken_at: at })
    .where('id', '=', id)
    .where('status', '=', 'open')
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** @returns Whether the request has just been finished by its taker. */
export async function finishRequest(trx: Trx, id: string, agent: string, at: number): Promise<boolean> {
  const row = await trx
    .updateTable('request')
    .set({ status: 'done', done_at: at })
    .where('id', '=', id)
    .where('status', '=', 'taken')
    .where('agent', '=', agent)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** @returns Whether the request has just been given back, by its taker or (without `agent`) by a supervisor. */
export async function releaseRequest(trx: Trx, id: string, agent: string | undefined): Promise<boolean> {
  const row = await trx
    .updateTable('request')
    .set({ status: 'open', agent: null, taken_at: null })
    .where('id', '=', id)
    .where('status', '=', 'taken')
    .$if(agent !== undefined, (query) => query.where('agent', '=', agent!))
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** @returns Whether the done request is now `agent`'s again: with `by`, only when that agent had finished it. */
export async function reopenRequest(
  trx: Trx,
  id: string,
  agent: string,
  by: string | undefined,
  at: number,
): Promise<boolean> {
  const row = await trx
    .updateTable('request')
    .set({ status: 'taken', agent, taken_at: at, done_at: null })
    .where('id', '=', id)
    .where('status', '=', 'done')
    .$if(by !== undefined, (query) => query.where('agent', '=', by!))
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function isRequestOf(
  db: Database,
  id: string,
  agent: string,
  status: StoredRequest['status'],
): Promise<boolean> {
  const row = await db
    .selectFrom('request')
    .select('id')
    .where('id', '=', id)
    .where('agent', '=', agent)
    .where('status', '=', status)
    .executeTakeFirst();
  return row !== undefined;
}
