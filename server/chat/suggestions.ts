import { RequestError } from '../request-error.ts';
import type { ChatParts } from './parts.ts';

/** An article as it is offered while the visitor types. */
export interface Suggestion {
  readonly id: string;
  readonly title: string;
}

/**
 * What a text that is still being typed may be after. Reads only: the text is neither stored nor logged. Nothing is
 * suggested while people are called or speak, nor in a guided dialogue, whose steps may ask for something sensitive.
 * @throws RequestError `not-found`
 */
export async function suggestArticles(
  parts: ChatParts,
  conversation: string,
  typed: string,
): Promise<Suggestion[]> {
  const found = await parts.store.findConversation(conversation);
  if (found === undefined) throw new RequestError('not-found');
  const { owner, closed, flow } = found.state;
  if (owner !== 'assistant' || closed || flow !== undefined) return [];
  const { knowledge, understanding } = parts.inForce();
  return (understanding.suggest?.(typed) ?? [])
    .map((id) => knowledge.articles.get(id))
    .filter((article) => article !== undefined)
    .map(({ id, title }) => ({ id, title }));
}
