import type { AgentAsks } from '../../protocol/agent.ts';
import type { privacyAsks } from '../../protocol/privacy.ts';
import { readAudit } from '../chat/audit.ts';
import { checkMayRead } from '../chat/desk.ts';
import { eraseConversation, holdConversation } from '../chat/erasure.ts';
import type { ChatParts } from '../chat/parts.ts';
import { revealMessage } from '../chat/reveal.ts';
import { type AgentContext, anyAgent, COMMANDS, me, READS, supervisor } from './agent-context.ts';
import type { Handlers } from './serve.ts';

type PrivacyAsks = Pick<AgentAsks, keyof typeof privacyAsks>;

/** What concerns people's data: looking under masks, deleting, keeping, and who did so. */
export function privacyHandlers(parts: ChatParts): Handlers<PrivacyAsks, AgentContext> {
  return {
    'message:reveal': {
      policy: anyAgent,
      rate: COMMANDS,
      handle: async (context, { conversation, seq }) => ({
        text: await revealMessage(parts, me(context), conversation, seq),
      }),
    },
    'conversation:erase': {
      policy: supervisor,
      rate: COMMANDS,
      async handle(context, { conversation }) {
        await checkMayRead(parts, me(context), conversation);
        await eraseConversation(parts, conversation, me(context));
        return {};
      },
    },
    'conversation:hold': {
      policy: supervisor,
      rate: COMMANDS,
      async handle(context, { conversation, hold }) {
        await checkMayRead(parts, me(context), conversation);
        await holdConversation(parts, conversation, hold, me(context));
        return {};
      },
    },
    'audit:list': {
      policy: supervisor,
      rate: READS,
      handle: (_, { before }) => readAudit(parts, before),
    },
  };
}
