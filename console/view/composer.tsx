import { useEffect, useRef, useState } from 'preact/hooks';
import { MAX_TEXT_LENGTH } from '../../protocol/constants.ts';
import { texts } from '../texts.ts';
import { useWorld } from './context.tsx';
import { SendIcon } from './icons.tsx';
import { Button } from './parts.tsx';

/** From here on the length is shown. */
const NEARLY_FULL = MAX_TEXT_LENGTH - 400;
/** The server forgets typing after 6 s. */
const RENEW_TYPING_MS = 3_500;
const TYPING_ENDS_MS = 5_000;

const number = new Intl.NumberFormat('de-DE');

/** Where an agent writes. What is typed survives reloads, lost lines and lost sessions. */
export function Composer({ conversation }: { conversation: string }) {
  const { desk } = useWorld();
  const [text, setText] = useState(() => desk.draft(conversation));
  const input = useRef<HTMLTextAreaElement>(null);
  const typing = useTyping(conversation);
  const tooLong = text.length > MAX_TEXT_LENGTH;

  useEffect(() => input.current?.focus(), []);

  function change(next: string) {
    setText(next);
    desk.saveDraft(conversation, next);
    typing(next !== '');
  }
  function send() {
    const message = text.trim();
    if (message === '' || tooLong) return input.current?.focus();
    desk.send(conversation, message);
    change('');
    input.current?.focus();
  }
  function onKeyDown(event: KeyboardEvent) {
    // While an input method composes, Enter chooses a word.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  }

  const { composer } = texts;
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <label class="hidden" for="composer">
        {composer.label}
      </label>
      <textarea
        id="composer"
        ref={input}
        rows={2}
        value={text}
        placeholder={composer.placeholder}
        aria-describedby="composer-hint"
        aria-invalid={tooLong || undefined}
        onInput={(event) => change(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={() => typing(false)}
      />
      <Button type="submit" class="primary">
        <SendIcon />
        {composer.send}
      </Button>
      <p class={tooLong ? 'hint too-long' : 'hint'} id="composer-hint" role={tooLong ? 'alert' : undefined}>
        {hint(text.length)}
      </p>
    </form>
  );
}

function hint(length: number): string {
  const { composer } = texts;
  const [now, limit] = [number.format(length), number.format(MAX_TEXT_LENGTH)];
  if (length > MAX_TEXT_LENGTH) return composer.tooLong(now, limit);
  return length > NEARLY_FULL ? composer.count(now, limit) : composer.hint;
}

/** Tells the visitor that somebody writes: renewed while keys are struck, ended when they rest. */
function useTyping(conversation: string): (typing: boolean) => void {
  const { desk } = useWorld();
  const told = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const end = () => {
    clearTimeout(timer.current);
    if (told.current === 0) return;
    told.current = 0;
    desk.setTyping(conversation, false);
  };
  useEffect(() => end, []);
  return (typing) => {
    if (!typing) return end();
    clearTimeout(timer.current);
    timer.current = setTimeout(end, TYPING_ENDS_MS);
    if (Date.now() - told.current < RENEW_TYPING_MS) return;
    told.current = Date.now();
    desk.setTyping(conversation, true);
  };
}
