import type { Note } from '../../protocol/desk.ts';
import { newId } from '../ids.ts';
import { mask } from '../language/mask.ts';
import { RequestError } from '../request-error.ts';
import type { Agent, StoredNote } from '../store/store.ts';
import type { ChatParts } from './parts.ts';

/** What an agent notes for colleagues beside a conversation. */
export interface NoteInput {
  readonly conversation: string;
  readonly clientId: string;
  readonly text: string;
}

/**
 * Keeps a note, masked like every other text. The visitor never gets it.
 * @throws RequestError `bad-request` when it is blank
 */
export async function addNote(parts: ChatParts, agent: Agent, input: NoteInput): Promise<Note> {
  const text = mask(input.text.normalize('NFC').trim()).text;
  if (text === '') throw new RequestError('bad-request', { field: 'text' });
  const { conversation, clientId } = input;
  const stored = await parts.store.addNote({
    id: newId(),
    conversation,
    agent: agent.id,
    clientId,
    kind: 'note',
    text,
    at: parts.clock.now(),
  });
  parts.cluster.publish({ type: 'note', conversation, note: stored.id });
  return noteView(stored);
}

/** Oldest first. */
export async function listNotes(parts: ChatParts, conversation: string): Promise<Note[]> {
  return (await parts.store.listNotes(conversation)).map(noteView);
}

function noteView({ id, agent, agentName, text, kind, at }: StoredNote): Note {
  return { id, agent, agentName, text, kind, at };
}
