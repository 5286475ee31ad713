import { useEffect, useRef, useState } from 'preact/hooks';
import type { ArticleHit } from '../../protocol/desk.ts';
import { filterTemplates } from '../filter.ts';
import { texts } from '../texts.ts';
import { useWorld } from './context.tsx';
import { type Pick, Picker } from './picker.tsx';

type InsertProps = { onInsert: (item: Pick) => void; onClose: (typed?: string) => void };

/** The team's templates, filtered while typing. */
export function TemplatePicker({ onInsert, onClose }: InsertProps) {
  const { desk, state } = useWorld();
  const [query, setQuery] = useState('');
  useEffect(() => void desk.readReplies(), []);
  const { templates } = texts.picker;
  return (
    <Picker
      title={templates.title}
      search={templates.search}
      query={query}
      items={filterTemplates(state.replies, query)}
      none={state.replies.length === 0 ? templates.empty : templates.none}
      onQuery={setQuery}
      onPick={onInsert}
      onClose={onClose}
    />
  );
}

/** The server is asked when the keys have rested this long. */
const SEARCH_REST_MS = 120;

/** The approved articles; before anything is typed those that fit the visitor's last message. */
export function ArticlePicker({ lastMessage, onInsert, onClose }: InsertProps & { lastMessage: string }) {
  const [query, setQuery] = useState('');
  const articles = useArticles(query.trim() === '' ? lastMessage : query);
  const { articles: words } = texts.picker;
  const typed = query.trim() !== '';
  return (
    <Picker
      title={words.title}
      search={words.search}
      query={query}
      items={articles}
      none={typed ? words.none : words.empty}
      lead={!typed && articles.length > 0 ? words.nearest : undefined}
      onQuery={setQuery}
      onPick={onInsert}
      onClose={() => onClose()}
    />
  );
}

function useArticles(text: string): readonly ArticleHit[] {
  const { desk } = useWorld();
  const [articles, setArticles] = useState<readonly ArticleHit[]>([]);
  const first = useRef(true);
  useEffect(() => {
    let wanted = true;
    const search = async () => {
      const answer = await desk.ask('article:search', { text: text.slice(0, 400) });
      if (wanted && answer.ok) setArticles(answer.articles);
    };
    const timer = setTimeout(() => void search(), first.current ? 0 : SEARCH_REST_MS);
    first.current = false;
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [text]);
  return articles;
}
