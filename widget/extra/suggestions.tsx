import type { RefObject, VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { MAX_SUGGEST_LENGTH } from '../../protocol/constants.ts';
import type { Session, Suggestion } from '../session.ts';
import type { ComposerKeys } from '../view/composer.tsx';
import { extraTexts as texts } from './texts.ts';

/** A pause of typing after which it is worth asking. */
const PAUSE_MS = 200;
const LETTERS = 3;

export interface SuggestionsProps {
  readonly draft: string;
  readonly input: RefObject<HTMLTextAreaElement | null>;
  /** Where keys are offered before the composer takes them. */
  readonly keys: RefObject<ComposerKeys | null>;
  readonly session: Session;
  readonly onChosen: () => void;
}

/**
 * Articles for what is being typed, above the field. The focus stays in the field: it names the marked one by
 * `aria-activedescendant`, arrow keys mark, Enter takes what is marked, Escape puts the list away.
 */
export function Suggestions({ draft, input, keys, session, onChosen }: SuggestionsProps): VNode {
  const { found, putAway } = useSuggestions(draft, session);
  const [marked, mark] = useState(-1);
  const list = useRef<HTMLDivElement>(null);
  const count = found.length;
  const choose = (article: Suggestion) => {
    putAway();
    session.openArticle(article);
    onChosen();
  };
  useEffect(() => mark(-1), [found]);
  useEffect(
    () => () => {
      keys.current = null;
      name(input.current, 0, -1);
    },
    [],
  );
  useEffect(() => {
    name(input.current, count, marked);
    list.current?.children[marked]?.scrollIntoView({ block: 'nearest' });
  }, [count, marked]);
  keys.current = (event) => {
    const chosen = found[marked];
    if (count === 0 || event.shiftKey || event.isComposing) return false;
    if (event.key === 'Enter' && chosen) choose(chosen);
    else if (event.key === 'Escape') putAway();
    else if (event.key === 'ArrowDown') mark(marked + 1 < count ? marked + 1 : -1);
    else if (event.key === 'ArrowUp') mark(marked < 0 ? count - 1 : marked - 1);
    else return false;
    return true;
  };
  return (
    <>
      {count > 0 && (
        <div class="suggest">
          <p class="soft" aria-hidden="true">
            {texts.suggest.label}
          </p>
          <div ref={list} id="suggestions" role="listbox" aria-label={texts.suggest.label} lang="de">
            {found.map((article, nth) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the field, which has the focus
              <div
                key={article.id}
                id={`suggestion-${nth}`}
                role="option"
                aria-selected={nth === marked}
                tabIndex={-1}
                // Else the field would lose the focus, and phones their keyboard.
                onPointerDown={(event) => event.preventDefault()}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => choose(article)}
              >
                {article.title}
              </div>
            ))}
          </div>
        </div>
      )}
      <p class="hidden" role="status">
        {count > 0 && texts.suggest.found(count)}
      </p>
    </>
  );
}

/** Asks after each pause of typing; what comes back for a text that has changed meanwhile is dropped. */
function useSuggestions(draft: string, session: Session) {
  const [found, show] = useState<readonly Suggestion[]>([]);
  const [begun] = useState(draft);
  const text = draft.trim();
  useEffect(() => {
    if (text === begun.trim() || !isAsked(text)) return show([]);
    let current = true;
    const timer = setTimeout(async () => {
      const articles = await session.suggest(text);
      if (current) show(articles);
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text]);
  return { found, putAway: () => show([]) };
}

/** Not for a letter or two, for a long story, or where there is a number or address in it that is nobody's business yet. */
function isAsked(text: string): boolean {
  const long = text.length >= LETTERS && text.length <= MAX_SUGGEST_LENGTH;
  return long && !/\d{5}|@/.test(text.replace(/[ ./-]/g, ''));
}

/** Tells screen readers which of the list is marked. The attributes come and go with the list. */
function name(input: HTMLTextAreaElement | null, count: number, marked: number): void {
  const set = (attribute: string, value: string | false) =>
    value === false ? input?.removeAttribute(attribute) : input?.setAttribute(attribute, value);
  set('aria-autocomplete', 'list');
  set('aria-controls', count > 0 && 'suggestions');
  set('aria-activedescendant', marked >= 0 && `suggestion-${marked}`);
}
