import { newId } from '../ids.ts';
import { RequestError } from '../request-error.ts';
import type { Agent } from '../store/store.ts';
import type { ChatParts } from './parts.ts';

/**
 * Deletes a conversation with everything that stems from it. Resolves when it is gone from the database's files, too,
 * unless somebody reads them at the moment: then that follows within minutes.
 * @param by the supervisor; undefined for the visitor
 * @throws RequestError `not-found`; `not-allowed` with the field `hold` while a supervisor keeps it; `blocked` when its
 * visitor is kept out, who would lift that by deleting what says so
 */
export async function eraseConversation(parts: ChatParts, conversation: string, by?: Agent): Promise<void> {
  const { store, clock, cluster } = parts;
  if (by === undefined && (await store.blockedUntil(conversation, clock.now())) !== undefined)
    throw new RequestError('blocked');
  const outcome = await store.eraseConversation(conversation, {
    id: newId(),
    at: clock.now(),
    action: 'erase',
    conversation,
    byVisitor: by === undefined,
    ...(by && { agent: by.id }),
  });
  if (outcome === 'unknown') throw new RequestError('not-found');
  if (outcome === 'held') throw new RequestError('not-allowed', { field: 'hold' });
  await store.scrub();
  cluster.publish({ type: 'erased', conversation });
  cluster.publish({ type: 'inbox' });
}

/**
 * Keeps a conversation from being deleted, or lets go of it; a second time changes nothing.
 */
export async function holdConversation(
  parts: ChatParts,
  conversation: string,
  hold: boolean,
  by: Agent,
): Promise<void> {
  await parts.store.setHold(conversation, hold, {
    id: newId(),
    at: parts.clock.now(),
    action: hold ? 'hold' : 'release',
    conversation,
    agent: by.id,
  });
}
