import type { NewNote, StoredNote } from './store.ts';
import type { Database, Trx } from './tables.ts';

/** Stores a note; one that is there already under the client's id stays as it is. */
export async function insertNote(trx: Trx, note: NewNote): Promise<void> {
  const { clientId, ...row } = note;
  await trx
    .insertInto('note')
    .values({ ...row, client_id: clientId })
    .onConflict((conflict) => conflict.columns(['conversation', 'agent', 'client_id']).doNothing())
    .execute();
}

/** Stores a note once and returns it as it was stored first. */
export async function addNote(trx: Trx, note: NewNote): Promise<StoredNote> {
  await insertNote(trx, note);
  return noteRows(trx)
    .where('note.conversation', '=', note.conversation)
    .where('note.agent', '=', note.agent)
    .where('note.client_id', '=', note.clientId)
    .executeTakeFirstOrThrow();
}

export async function listNotes(db: Database, conversation: string): Promise<readonly StoredNote[]> {
  return noteRows(db).where('note.conversation', '=', conversation).execute();
}

function noteRows(db: Database) {
  return db
    .selectFrom('note')
    .innerJoin('agent', 'agent.id', 'note.agent')
    .orderBy('note.at')
    .orderBy('note.id')
    .select([
      'note.id',
      'note.conversation',
      'note.agent',
      'agent.name as agentName',
      'note.client_id as clientId',
      'note.kind',
      'note.text',
      'note.at',
    ]);
}
