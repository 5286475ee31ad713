import type {
  ComponentChildren,
  RefObject,
  TargetedClipboardEvent,
  TargetedKeyboardEvent,
  VNode,
} from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { MAX_TEXT_LENGTH } from '../../protocol/constants.ts';
import { inWords, texts } from '../texts.ts';
import { SendIcon } from './icons.tsx';

/** From here on the length is shown. */
const SHOW_LENGTH = MAX_TEXT_LENGTH * 0.8;
/** Letters after which the length is said again; every one would drown what is being typed. */
const SAY_EVERY = 200;
/** After this pause the visitor is no longer typing; while typing goes on it is told again this often. */
const PAUSE_MS = 4_000;

/** Takes a key before the composer does; true when that was all there is to do. */
export type ComposerKeys = (event: KeyboardEvent) => boolean;

export interface ComposerProps {
  readonly draft: string;
  readonly placeholder: string;
  readonly onDraft: (text: string) => void;
  readonly onSend: (text: string) => void;
  readonly onTyping: (typing: boolean) => void;
  /** A file was pasted or dropped. */
  readonly file: boolean;
  readonly onFile: (file: boolean) => void;
  /** What stands above the field while the visitor types. */
  readonly above?: (
    input: RefObject<HTMLTextAreaElement | null>,
    keys: RefObject<ComposerKeys | null>,
  ) => ComponentChildren;
}

/** Where the visitor writes. Enter sends, Shift and Enter begin a new line. */
export function Composer(props: ComposerProps): VNode {
  const { draft, placeholder, onDraft, onSend, onTyping, file, onFile, above } = props;
  const input = useGrowing(draft);
  const typed = useTyping(onTyping);
  const keys = useRef<ComposerKeys>(null);
  const { length } = draft.trim();
  const over = length - MAX_TEXT_LENGTH;
  const hint = file ? texts.noFiles : lengthHint(length);
  const said = useSteps(hint, file ? 'file' : over > 0 ? 'over' : Math.floor(length / SAY_EVERY));
  const write = (text: string) => {
    onFile(false);
    onDraft(text);
    typed(text !== '');
  };
  const send = () => {
    input.current?.focus();
    if (draft.trim() === '' || over > 0) return;
    onSend(draft.trim());
    typed(false);
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLTextAreaElement>) => {
    if (keys.current?.(event)) {
      event.preventDefault();
      // Escape would close the window too.
      event.stopPropagation();
      return;
    }
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  };
  const onPaste = (event: TargetedClipboardEvent<HTMLTextAreaElement>) =>
    onFile(Boolean(event.clipboardData?.files.length));
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <label class="hidden" for="input">
        {texts.input}
      </label>
      {above?.(input, keys)}
      <div class="field">
        <textarea
          id="input"
          ref={input}
          rows={1}
          value={draft}
          placeholder={placeholder}
          enterkeyhint="send"
          aria-invalid={over > 0}
          aria-describedby="input-hint"
          onInput={(event) => write(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        <button type="submit" class="send" aria-label={texts.send} title={texts.send}>
          <SendIcon />
        </button>
      </div>
      <p id="input-hint" class={over > 0 ? 'hint wrong' : 'hint'}>
        {hint}
      </p>
      <p class="hidden" role="status">
        {said}
      </p>
    </form>
  );
}

function lengthHint(length: number): string {
  if (length > MAX_TEXT_LENGTH) return texts.tooLong(inWords(length - MAX_TEXT_LENGTH));
  return length >= SHOW_LENGTH ? texts.length(inWords(length), inWords(MAX_TEXT_LENGTH)) : '';
}

/** The words as they were when the step was reached. */
function useSteps(words: string, step: number | string): string {
  const reached = useRef({ step, words });
  if (reached.current.step !== step) reached.current = { step, words };
  return reached.current.words;
}

/** Keeps a text field as tall as its text, up to the limit that the styles set. */
export function useGrowing(text: string) {
  const input = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const { current } = input;
    if (current === null) return;
    current.style.height = 'auto';
    const border = current.offsetHeight - current.clientHeight;
    if (current.scrollHeight > 0) current.style.height = `${current.scrollHeight + border}px`;
  }, [text]);
  return input;
}

/** Tells that typing began, again while it goes on, and once that it paused or ended. */
function useTyping(tell: (typing: boolean) => void): (typing: boolean) => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const toldAt = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const set = (typing: boolean) => {
    clearTimeout(timer.current);
    timer.current = typing ? setTimeout(set, PAUSE_MS, false) : undefined;
    const told = typing ? performance.now() : 0;
    if (typing ? told - toldAt.current < PAUSE_MS : toldAt.current === 0) return;
    toldAt.current = told;
    tell(typing);
  };
  return set;
}
