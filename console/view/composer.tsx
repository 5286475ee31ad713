import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { MAX_TEXT_LENGTH } from '../../protocol/constants.ts';
import { insert, opensTemplates } from '../insertion.ts';
import { texts } from '../texts.ts';
import type { Thread } from '../thread.ts';
import { useWorld } from './context.tsx';
import { BookIcon, SendIcon, SlashIcon } from './icons.tsx';
import { useShortcut } from './keys.tsx';
import { Button } from './parts.tsx';
import type { Pick } from './picker.tsx';
import { ArticlePicker, TemplatePicker } from './pickers.tsx';
import { Suggestion } from './suggestion.tsx';
import { useTyping } from './use-typing.ts';

/** From here on the length is shown. */
const NEARLY_FULL = MAX_TEXT_LENGTH - 400;

const number = new Intl.NumberFormat('de-DE');

type ComposerProps = { conversation: string; thread: Thread };

/** Where an agent writes. What is typed survives reloads, lost lines and lost sessions. */
export function Composer({ conversation, thread }: ComposerProps) {
  const { desk } = useWorld();
  const typing = useTyping(conversation);
  const [picking, setPicking] = useState<'templates' | 'articles'>();
  const [dismissed, setDismissed] = useState<string>();
  const field = useField(desk.draft(conversation), (text) => {
    desk.saveDraft(conversation, text);
    typing(text !== '');
  });
  const tooLong = field.text.length > MAX_TEXT_LENGTH;
  const suggestion = thread.suggestion?.id === dismissed ? undefined : thread.suggestion;

  useEffect(() => field.focus(), []);
  useShortcut('composer', field.focus);
  useShortcut('templates', () => setPicking('templates'));
  useShortcut('articles', () => setPicking('articles'));

  function send() {
    const message = field.text.trim();
    if (message !== '' && !tooLong) {
      desk.send(conversation, message);
      field.change('');
    }
    field.focus();
  }
  function onKeyDown(event: KeyboardEvent) {
    // While an input method composes, Enter chooses a word.
    if (event.isComposing) return;
    if (event.key === '/' && !event.ctrlKey && !event.metaKey && opensTemplates(field.now())) {
      event.preventDefault();
      setPicking('templates');
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      send();
    }
  }
  const stopPicking = (typed?: string) => {
    setPicking(undefined);
    if (typed !== undefined) field.insert(typed);
    field.focus();
  };
  // What stands in the answer need not be suggested any longer.
  const take = (item: Pick) => {
    if (item.id === suggestion?.id) setDismissed(item.id);
    stopPicking(item.text);
  };
  const picker = { onInsert: take, onClose: stopPicking };

  return (
    <div class="composer-frame">
      {picking === 'templates' && <TemplatePicker {...picker} />}
      {picking === 'articles' && <ArticlePicker {...picker} lastMessage={lastVisitorText(thread)} />}
      {suggestion && (
        <Suggestion
          article={suggestion}
          onInsert={() => take(suggestion)}
          onDismiss={() => {
            setDismissed(suggestion.id);
            field.focus();
          }}
        />
      )}
      <form
        class="composer"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <label class="hidden" for="composer">
          {texts.composer.label}
        </label>
        <textarea
          id="composer"
          ref={field.ref}
          rows={2}
          value={field.text}
          placeholder={texts.composer.placeholder}
          aria-describedby="composer-hint"
          aria-invalid={tooLong || undefined}
          onInput={(event) => field.change(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onBlur={() => typing(false)}
        />
        <Button type="submit" class="primary">
          <SendIcon />
          {texts.composer.send}
        </Button>
        <div class="composer-foot">
          <Button class="quiet small" aria-haspopup="listbox" onClick={() => setPicking('templates')}>
            <SlashIcon />
            {texts.composer.templates}
          </Button>
          <Button class="quiet small" aria-haspopup="listbox" onClick={() => setPicking('articles')}>
            <BookIcon />
            {texts.composer.articles}
          </Button>
          <p
            class={tooLong ? 'hint too-long' : 'hint'}
            id="composer-hint"
            role={tooLong ? 'alert' : undefined}
          >
            {hint(field.text.length)}
          </p>
        </div>
      </form>
    </div>
  );
}

function hint(length: number): string {
  const { composer } = texts;
  const [now, limit] = [number.format(length), number.format(MAX_TEXT_LENGTH)];
  if (length > MAX_TEXT_LENGTH) return composer.tooLong(now, limit);
  return length > NEARLY_FULL ? composer.count(now, limit) : composer.hint;
}

function lastVisitorText({ events }: Thread): string {
  const last = events.findLast((event) => event.type === 'visitor.message');
  return last?.type === 'visitor.message' ? last.text : '';
}

/** A text field whose words are state, and into which words can be put where its cursor is. */
function useField(begin: string, changed: (text: string) => void) {
  const ref = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(begin);
  const cursor = useRef<number | undefined>(undefined);
  useLayoutEffect(() => {
    const at = cursor.current;
    cursor.current = undefined;
    if (at !== undefined) ref.current?.setSelectionRange(at, at);
  }, [text]);
  const change = (next: string) => {
    setText(next);
    changed(next);
  };
  const now = () => {
    const { selectionStart: start, selectionEnd: end } = ref.current ?? {
      selectionStart: 0,
      selectionEnd: 0,
    };
    return { text, start, end };
  };
  return {
    ref,
    text,
    change,
    now,
    focus: () => ref.current?.focus(),
    insert(words: string) {
      const after = insert(now(), words);
      cursor.current = after.start;
      change(after.text);
    },
  };
}
