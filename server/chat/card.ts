import type { HandoffCard } from '../../protocol/agent.ts';
import { MASK } from '../../protocol/constants.ts';
import { RequestError } from '../request-error.ts';
import type { ChatParts } from './parts.ts';
import { openState } from './seal.ts';

/**
 * What an agent needs at a glance. Sensitive answers are opened for the agent who owns the chat and masked for
 * everybody else.
 * @throws RequestError `not-found`
 */
export async function readCard(
  parts: ChatParts,
  conversationId: string,
  agent: string,
): Promise<HandoffCard> {
  const conversation = await parts.store.findConversation(conversationId);
  if (conversation === undefined) throw new RequestError('not-found');
  const { handoff } = conversation;
  const owned = handoff?.status === 'active' && handoff.agent === agent;
  const state = owned ? openState(conversation.state, parts.seal) : conversation.state;
  const { articles } = parts.inForce().knowledge;
  const { card } = state;
  return {
    question: handoff?.question ?? state.question,
    shown: [...new Set(state.shown)].flatMap((id) => articles.get(id)?.title ?? []),
    ...(handoff === undefined ? {} : { reason: handoff.reason }),
    ...(card === undefined
      ? {}
      : {
          flow: {
            title: card.title,
            ...(card.step === undefined ? {} : { step: card.step }),
            answers: card.answers.map(({ question, label, sensitive }) => ({
              question,
              answer: sensitive && !owned ? MASK : label,
              sensitive,
            })),
          },
        }),
  };
}
