import type { AgentAsks } from '../../protocol/agent.ts';
import * as articles from '../chat/articles.ts';
import * as blocks from '../chat/blocks.ts';
import * as desk from '../chat/desk.ts';
import { dayFigures } from '../chat/figures.ts';
import * as notes from '../chat/notes.ts';
import type { ChatParts } from '../chat/parts.ts';
import * as requests from '../chat/requests.ts';
import * as team from '../chat/team.ts';
import { type AgentContext, anyAgent, COMMANDS, me, PASSWORDS, READS, supervisor } from './agent-context.ts';
import type { Handlers } from './serve.ts';

type DeskAsks = Pick<
  AgentAsks,
  | 'note:add'
  | 'article:search'
  | 'article:suggest'
  | 'replies:list'
  | 'request:take'
  | 'request:release'
  | 'request:done'
  | 'request:reopen'
  | 'visitor:block'
  | 'blocks:list'
  | 'visitor:unblock'
  | 'figures:day'
  | 'desk:pause'
  | 'desk:resume'
>;

/** What stands beside the chats: notes, approved words, requests, and what supervisors decide. */
export function deskHandlers(parts: ChatParts): Handlers<DeskAsks, AgentContext> {
  return {
    'note:add': {
      policy: anyAgent,
      rate: COMMANDS,
      async handle(context, note) {
        await desk.checkMayRead(parts, me(context), note.conversation);
        return { note: await notes.addNote(parts, me(context), note) };
      },
    },
    'article:search': {
      policy: anyAgent,
      rate: READS,
      handle: async (_, { text }) => ({ articles: articles.searchArticles(parts, text) }),
    },
    'article:suggest': {
      policy: anyAgent,
      rate: READS,
      async handle(context, { conversation }) {
        await desk.checkMayRead(parts, me(context), conversation);
        const found = await parts.store.findConversation(conversation);
        const suggestion = await articles.suggestArticle(parts, conversation, found?.lastSeq ?? 0);
        return suggestion === undefined ? {} : { suggestion };
      },
    },
    'replies:list': {
      policy: anyAgent,
      rate: READS,
      handle: async () => ({ replies: articles.listReplies(parts) }),
    },
    'request:take': {
      policy: anyAgent,
      rate: COMMANDS,
      handle: async (context, { request }) => done(requests.takeRequest(parts, me(context), request)),
    },
    'request:release': {
      policy: anyAgent,
      rate: COMMANDS,
      handle: async (context, { request }) => done(requests.releaseRequest(parts, me(context), request)),
    },
    'request:done': {
      policy: anyAgent,
      rate: COMMANDS,
      handle: async (context, { request }) => done(requests.finishRequest(parts, me(context), request)),
    },
    'request:reopen': {
      policy: anyAgent,
      rate: COMMANDS,
      handle: async (context, { request }) => done(requests.reopenRequest(parts, me(context), request)),
    },
    'visitor:block': {
      policy: supervisor,
      rate: COMMANDS,
      async handle(context, ask) {
        await desk.checkMayRead(parts, me(context), ask.conversation);
        return { until: await blocks.blockVisitor(parts, me(context), ask) };
      },
    },
    'blocks:list': {
      policy: supervisor,
      rate: READS,
      handle: async () => ({ blocks: await blocks.listBlocks(parts) }),
    },
    'visitor:unblock': {
      policy: supervisor,
      rate: COMMANDS,
      handle: async (_, { block }) => done(blocks.liftBlock(parts, block)),
    },
    'figures:day': {
      policy: supervisor,
      rate: READS,
      handle: async (_, { date }) => ({ figures: await dayFigures(parts, date) }),
    },
    'desk:pause': {
      policy: supervisor,
      rate: COMMANDS,
      handle: async (context, pause) => done(desk.pauseDesk(parts, me(context), pause)),
    },
    'desk:resume': {
      policy: supervisor,
      rate: COMMANDS,
      handle: async (context) => done(desk.resumeDesk(parts, me(context))),
    },
  };
}

type TeamAsks = Pick<AgentAsks, Extract<keyof AgentAsks, `account${string}`>>;

/** Accounts: one's own password, and what only supervisors may. */
export function teamHandlers(parts: ChatParts): Handlers<TeamAsks, AgentContext> {
  return {
    'account:password': {
      policy: anyAgent,
      rate: PASSWORDS,
      handle: async (context, passwords) =>
        done(team.changePassword(parts, me(context), passwords, context.token)),
    },
    'accounts:list': {
      policy: supervisor,
      rate: READS,
      handle: async () => ({ accounts: await team.listAccounts(parts) }),
    },
    'account:invite': {
      policy: supervisor,
      rate: COMMANDS,
      handle: (_, { role }) => team.invite(parts, role),
    },
    'account:reset': {
      policy: supervisor,
      rate: COMMANDS,
      handle: (_, { agent }) => team.createReset(parts, agent),
    },
    'account:disable': {
      policy: supervisor,
      rate: COMMANDS,
      handle: async (context, { agent }) => done(team.disableAccount(parts, me(context), agent)),
    },
    'account:enable': {
      policy: supervisor,
      rate: COMMANDS,
      handle: async (_, { agent }) => done(team.enableAccount(parts, agent)),
    },
    'account:capacity': {
      policy: supervisor,
      rate: COMMANDS,
      handle: async (_, { agent, capacity }) => done(team.setCapacity(parts, agent, capacity)),
    },
  };
}

/** An ask whose answer is that it is done. */
async function done(work: Promise<void>): Promise<Record<string, never>> {
  await work;
  return {};
}
