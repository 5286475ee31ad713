import type { ArticleHit, ReplyTemplate } from '../../protocol/desk.ts';
import type { Article } from '../knowledge/knowledge.ts';
import type { ChatParts } from './parts.ts';

/** Articles shown for a search. */
const MOST = 8;
/** Events looked through for the visitor's last sentence. */
const LOOK_BACK = 50;

/** Approved articles for an agent's words: those that answer them first, then those in which they occur. */
export function searchArticles(parts: ChatParts, text: string): ArticleHit[] {
  const { knowledge, understanding } = parts.inForce();
  const words = fold(text)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  const meant = (understanding.suggest?.(text) ?? []).flatMap((id) => knowledge.articles.get(id) ?? []);
  const named = [...knowledge.articles.values()].filter((article) => {
    const content = fold([article.title, ...article.keywords, ...article.questions, article.text].join('\n'));
    return words.every((word) => content.includes(word));
  });
  const inTitle = (article: Article) => words.every((word) => fold(article.title).includes(word));
  const ordered = [...meant, ...named.filter(inTitle), ...named];
  return [...new Set(ordered)].slice(0, MOST).map(articleHit);
}

/** The article that answers the visitor's last sentence best, if one fits; for agents only. */
export async function suggestArticle(
  parts: ChatParts,
  conversation: string,
  lastSeq: number,
): Promise<ArticleHit | undefined> {
  const events = await parts.store.listEvents(conversation, Math.max(0, lastSeq - LOOK_BACK), LOOK_BACK);
  const said = events.findLast((event) => event.type === 'visitor.message');
  if (said?.type !== 'visitor.message') return undefined;
  const { knowledge, understanding } = parts.inForce();
  const decision = understanding.decide(said.text, { shown: [] });
  const id = decision.kind === 'answer' ? decision.article : understanding.suggest?.(said.text)[0];
  const article = id === undefined ? undefined : knowledge.articles.get(id);
  return article && articleHit(article);
}

/** The templates of the knowledge in force. */
export function listReplies(parts: ChatParts): ReplyTemplate[] {
  return parts.inForce().knowledge.replies.map(({ id, title, text }) => ({ id, title, text }));
}

function articleHit({ id, title, topic, text, revision }: Article): ArticleHit {
  return { id, title, topic, text, revision };
}

function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
