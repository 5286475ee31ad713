import { useRef, useState } from 'preact/hooks';
import { MAX_TEXT_LENGTH } from '../../protocol/constants.ts';
import type { Note } from '../../protocol/desk.ts';
import { attemptNames } from '../desk.ts';
import { texts } from '../texts.ts';
import { shortMoment } from '../time.ts';
import { useAttempt, useWorld } from './context.tsx';
import { useShortcut } from './keys.tsx';
import { Button, Problem } from './parts.tsx';

type NotesProps = { conversation: string; notes: readonly Note[] };

/** What agents tell each other about a conversation. What is begun here survives like a draft. */
export function Notes({ conversation, notes }: NotesProps) {
  return (
    <section class="side-part notes" aria-labelledby="notes-title">
      <h3 id="notes-title">{texts.notes.title}</h3>
      {notes.length === 0 ? (
        <p class="empty">{texts.notes.empty}</p>
      ) : (
        <ol class="note-list">
          {notes.map((note) => (
            <NoteView key={note.id} note={note} />
          ))}
        </ol>
      )}
      <NoteForm conversation={conversation} />
    </section>
  );
}

function NoteView({ note }: { note: Note }) {
  const { inbox } = useWorld().state;
  const name = note.agent === inbox?.me.id ? texts.chat.you : note.agentName;
  return (
    <li>
      <p class="detail">
        <strong>{name}</strong> {note.kind === 'transfer' && texts.notes.transfer} ·{' '}
        <time dateTime={new Date(note.at).toISOString()}>{shortMoment(note.at, inbox?.now ?? note.at)}</time>
      </p>
      <p class="typed">{note.text}</p>
    </li>
  );
}

function NoteForm({ conversation }: { conversation: string }) {
  const { desk } = useWorld();
  const key = `note.${conversation}`;
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(() => desk.draft(key));
  const { busy, problem } = useAttempt(attemptNames.note(conversation));
  useShortcut('note', () => field.current?.focus());
  const change = (next: string) => {
    setText(next);
    desk.saveDraft(key, next);
  };
  async function submit(event: Event) {
    event.preventDefault();
    if (busy) return;
    if (text.trim() === '') return field.current?.focus();
    if (await desk.addNote(conversation, text.trim())) change('');
  }
  const { notes } = texts;
  return (
    <form class="note-form" onSubmit={submit}>
      <label class="hidden" for="note">
        {notes.label}
      </label>
      <textarea
        id="note"
        ref={field}
        rows={2}
        maxLength={MAX_TEXT_LENGTH}
        value={text}
        placeholder={notes.placeholder}
        onInput={(event) => change(event.currentTarget.value)}
      />
      <Problem text={problem} />
      <Button type="submit" class="small" busy={busy} busyLabel={notes.adding}>
        {notes.add}
      </Button>
    </form>
  );
}
