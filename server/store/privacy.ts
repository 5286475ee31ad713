import { insertAudit, listAudit } from './audit.ts';
import { eraseConversation, eraseDue, eraseDueRows } from './erasure.ts';
import type { ConversationFile, NewAudit, PrivacyStore } from './privacy-port.ts';
import { present } from './rows.ts';
import type { Database, Trx } from './tables.ts';
import type { Write } from './write.ts';

/** Deleting, keeping and accounting. @param scrub See the port. */
export function privacyStore(db: Database, write: Write, scrub: PrivacyStore['scrub']): PrivacyStore {
  return {
    scrub,
    eraseConversation: (id, audit) => write('privacy', (trx) => eraseConversation(trx, id, audit)),
    eraseDue: (due, after, limit) => write('privacy', (trx) => eraseDue(trx, due, after, limit)),
    eraseDueRows: (due, limit) => write('privacy', (trx) => eraseDueRows(trx, due, limit)),
    setHold: (conversation, hold, audit) =>
      write('privacy', (trx) => setHold(trx, conversation, hold, audit)),
    isHeld: (conversation) => isHeld(db, conversation),
    addAudit: (entry) => write('privacy', (trx) => insertAudit(trx, entry)),
    listAudit: (before, limit) => listAudit(db, before, limit),
    findOriginal: (conversation, seq) => findOriginal(db, conversation, seq),
    readFile: (conversation) => readFile(db, conversation),
  };
}

async function setHold(trx: Trx, conversation: string, hold: boolean, audit: NewAudit): Promise<boolean> {
  const { agent, at } = audit;
  if (agent === undefined) return false;
  const changed = hold
    ? await trx
        .insertInto('hold')
        .values({ conversation, agent, at })
        .onConflict((conflict) => conflict.column('conversation').doNothing())
        .returning('conversation')
        .executeTakeFirst()
    : await trx
        .deleteFrom('hold')
        .where('conversation', '=', conversation)
        .returning('conversation')
        .executeTakeFirst();
  if (changed === undefined) return false;
  await insertAudit(trx, audit);
  return true;
}

async function isHeld(db: Database, conversation: string): Promise<boolean> {
  const row = await db
    .selectFrom('hold')
    .select('at')
    .where('conversation', '=', conversation)
    .executeTakeFirst();
  return row !== undefined;
}

/** Keeps what stood under the masks of a message. */
export async function insertOriginal(
  trx: Trx,
  conversation: string,
  seq: number,
  sealed: string,
): Promise<void> {
  await trx.insertInto('original').values({ conversation, seq, sealed }).execute();
}

/** Nobody may look under the masks any more. */
export async function dropOriginals(trx: Trx, conversation: string): Promise<void> {
  await trx.deleteFrom('original').where('conversation', '=', conversation).execute();
}

async function findOriginal(db: Database, conversation: string, seq: number): Promise<string | undefined> {
  const row = await db
    .selectFrom('original')
    .select('sealed')
    .where('conversation', '=', conversation)
    .where('seq', '=', seq)
    .executeTakeFirst();
  return row?.sealed;
}

async function readFile(db: Database, id: string): Promise<ConversationFile | undefined> {
  const conversation = await db
    .selectFrom('conversation')
    .select('created_at as createdAt')
    .where('id', '=', id)
    .executeTakeFirst();
  if (conversation === undefined) return undefined;
  const requests = await db
    .selectFrom('request')
    .select(['reference', 'at', 'text', 'email', 'phone', 'answer_by as answerBy', 'status'])
    .where('conversation', '=', id)
    .orderBy('at')
    .orderBy('id')
    .execute();
  const gaps = await db
    .selectFrom('gap')
    .select(['at', 'question'])
    .where('conversation', '=', id)
    .orderBy('at')
    .orderBy('id')
    .execute();
  const handoffs = await db
    .selectFrom('handoff')
    .select(['queued_at as queuedAt', 'question', 'accepted_at as acceptedAt', 'closed_at as closedAt'])
    .where('conversation', '=', id)
    .orderBy('queued_at')
    .orderBy('id')
    .execute();
  const blocks = await db
    .selectFrom('block')
    .select(['at', 'until', 'lifted_at as liftedAt'])
    .where('conversation', '=', id)
    .orderBy('at')
    .orderBy('id')
    .execute();
  const originals = await db
    .selectFrom('original')
    .select(['seq', 'sealed'])
    .where('conversation', '=', id)
    .orderBy('seq')
    .execute();
  return {
    ...conversation,
    requests: requests.map((row) => present(row)),
    gaps,
    handoffs: handoffs.map((row) => present(row)),
    blocks: blocks.map((row) => present(row)),
    originals,
  };
}
