import { newId } from '../ids.ts';
import { RequestError } from '../request-error.ts';
import type { Agent } from '../store/store.ts';
import { checkOwns } from './desk.ts';
import type { ChatParts } from './parts.ts';
import { openIfPossible } from './seal.ts';

/**
 * What stood under the masks of a message that the visitor sent in the live chat. The look is in the audit before the
 * words leave.
 * @throws RequestError `not-found` when the chat is not the agent's own, or nothing is kept of that message that a
 * key at hand opens
 */
export async function revealMessage(
  parts: ChatParts,
  agent: Agent,
  conversation: string,
  seq: number,
): Promise<string> {
  await checkOwns(parts, agent, conversation);
  const sealed = await parts.store.findOriginal(conversation, seq);
  const text = sealed === undefined ? undefined : openIfPossible(parts.seal, sealed);
  if (text === undefined) throw new RequestError('not-found');
  const at = parts.clock.now();
  await parts.store.addAudit({ id: newId(), at, action: 'reveal', agent: agent.id, conversation });
  return text;
}
