import type { ArticleHit } from '../../protocol/desk.ts';
import { SHORTCUT_LETTERS } from '../shortcuts.ts';
import { texts } from '../texts.ts';
import { useWorld } from './context.tsx';
import { BulbIcon, CloseIcon } from './icons.tsx';
import { useShortcut } from './keys.tsx';
import { Button } from './parts.tsx';

type SuggestionProps = { article: ArticleHit; onInsert: () => void; onDismiss: () => void };

/** The article that fits the visitor's last sentence: one quiet line, one key to insert it. */
export function Suggestion({ article, onInsert, onDismiss }: SuggestionProps) {
  const { settings } = useWorld();
  const { suggestion, shortcuts } = texts;
  useShortcut('suggestion', onInsert);
  return (
    <section class="suggestion" aria-label={suggestion.region}>
      <BulbIcon />
      <p>
        <span class="hidden">{suggestion.label} </span>
        <strong>{article.title}</strong> <span class="preview">{article.text}</span>
      </p>
      <Button class="small" onClick={onInsert}>
        {suggestion.insert}
        {settings.shortcuts && (
          <kbd>
            {shortcuts.keys.alt} {SHORTCUT_LETTERS.suggestion}
          </kbd>
        )}
      </Button>
      <Button class="quiet icon-only" aria-label={suggestion.dismiss} onClick={onDismiss}>
        <CloseIcon />
      </Button>
    </section>
  );
}
