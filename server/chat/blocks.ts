import type { Block } from '../../protocol/desk.ts';
import type { ProvedIdentity } from '../../protocol/visitor-facts.ts';
import { hashToken, newId } from '../ids.ts';
import { RequestError } from '../request-error.ts';
import type { Agent } from '../store/store.ts';
import type { ChatParts } from './parts.ts';
import { takeTurn } from './turn.ts';

const HOUR_MS = 60 * 60 * 1000;

/**
 * Ends an abusive visitor's conversation and keeps the visitor out for some hours. One transaction; the repetition
 * of the command returns what the first one did.
 * @returns UTC ms until when
 * @throws RequestError `closed` when the conversation has ended
 */
export async function blockVisitor(
  parts: ChatParts,
  agent: Agent,
  ask: { readonly conversation: string; readonly clientId: string; readonly hours: number },
): Promise<number> {
  const { conversation, clientId, hours } = ask;
  const now = parts.clock.now();
  const until = now + hours * HOUR_MS;
  const block = { id: newId(), agent: agent.id, until };
  await takeTurn(parts, conversation, `agent:${agent.id}`, { type: 'block', clientId }, { block });
  parts.cluster.publish({ type: 'inbox' });
  return (await parts.store.blockedUntil(conversation, now)) ?? until;
}

export async function listBlocks(parts: ChatParts): Promise<Block[]> {
  const blocks = await parts.store.listBlocks(parts.clock.now());
  return Promise.all(
    blocks.map(async ({ id, conversation, byName, at, until }) => {
      const found = await parts.store.findConversation(conversation);
      return { id, conversation, byName, question: found?.state.question ?? '', at, until };
    }),
  );
}

/** @throws RequestError `not-found` when there is no such block in force */
export async function liftBlock(parts: ChatParts, id: string): Promise<void> {
  if (!(await parts.store.liftBlock(id, parts.clock.now()))) throw new RequestError('not-found');
}

/**
 * Whether the visitor of an earlier conversation, known by its token, is kept out now. Somebody who throws the token
 * away is a new visitor, unless the portal proves who it is: without that, the block ends a nuisance and is no lock.
 */
export async function isBlocked(parts: ChatParts, token: string): Promise<boolean> {
  const found = await parts.store.findConversationByToken(hashToken(token));
  if (found === undefined) return false;
  return (await parts.store.blockedUntil(found.id, parts.clock.now())) !== undefined;
}

/** Whether a person whom the portal proves is kept out now, whatever conversation it was for. */
export async function isPersonBlocked(
  { store, clock }: ChatParts,
  proved: ProvedIdentity | undefined,
): Promise<boolean> {
  if (proved === undefined) return false;
  return (await store.personBlockedUntil(proved.subject, clock.now())) !== undefined;
}
