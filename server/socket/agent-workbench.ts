import type { AgentAsks } from '../../protocol/agent.ts';
import type { workbenchAsks } from '../../protocol/workbench.ts';
import { listGaps, markGap } from '../chat/gaps.ts';
import type { ChatParts } from '../chat/parts.ts';
import { usageFigures } from '../chat/usage.ts';
import { type AgentContext, anyAgent, COMMANDS, me, supervisor } from './agent-context.ts';
import type { Handler, Handlers } from './serve.ts';

type WorkbenchAsks = Pick<AgentAsks, keyof typeof workbenchAsks>;

/** Clustering takes a moment, so it is asked less often than other reads. */
const OVERVIEWS = { burst: 10, perSecond: 0.5 };

/** What editors learn from: gaps for everybody, figures for supervisors. */
export function workbenchHandlers(parts: ChatParts): Handlers<WorkbenchAsks, AgentContext> {
  const marking = (
    status: 'open' | 'taken' | 'done',
  ): Handler<AgentContext, { gap: string }, Record<string, never>> => ({
    policy: anyAgent,
    rate: COMMANDS,
    async handle(context, { gap }) {
      await markGap(parts, me(context), gap, status);
      return {};
    },
  });
  return {
    'gaps:list': { policy: anyAgent, rate: OVERVIEWS, handle: () => listGaps(parts) },
    'gap:take': marking('taken'),
    'gap:done': marking('done'),
    'gap:reopen': marking('open'),
    'figures:usage': {
      policy: supervisor,
      rate: OVERVIEWS,
      handle: (_, { weeks }) => usageFigures(parts, weeks),
    },
  };
}
