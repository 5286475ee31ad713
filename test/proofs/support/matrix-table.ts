import type { AgentAsks } from '../../../protocol/agent.ts';
import type { VisitorAsks } from '../../../protocol/visitor.ts';
import { clientId } from '../../support/client.ts';
import type { ChatRef } from '../../support/desk.ts';

/*
 * Who may ask what, one row for each ask and each route. A new one without a row does not compile, and the proof finds
 * one that is registered without.
 */

/** What there is to ask about: a chat that its owner has, with all that belongs to it. */
export interface Things {
  readonly chat: ChatRef;
  /** A message of the visitor in which something was masked. */
  readonly masked: number;
  readonly request: string;
  readonly gap: string;
  readonly block: string;
  readonly audit: string;
  /** An account that nobody needs. */
  readonly spare: string;
  /** UTC ms. */
  readonly now: number;
}

/** What an id that is no good leads to, whether it is another's, deleted or made up. */
export interface IdRow {
  readonly code: string;
  readonly put: (body: Body, id: string) => Body;
  readonly kind: 'conversation' | 'handoff' | 'request' | 'agent' | 'block' | 'gap' | 'audit';
}

export type Body = Readonly<Record<string, unknown>>;

export interface AgentRow {
  readonly body: (things: Things) => Body;
  /** What the owner of the chat is answered, another agent, a supervisor. */
  readonly codes: readonly [owner: string, other: string, supervisor: string];
  readonly ids?: readonly IdRow[];
  /** What is asked about is another one afterwards, so that each asker needs one of its own. */
  readonly uses?: 'chat' | 'waiting' | 'request' | 'open-request' | 'block';
}

const id = (name: string, kind: IdRow['kind'] = name as IdRow['kind'], code = 'not-found'): IdRow => ({
  code,
  kind,
  put: (body, value) => ({ ...body, [name]: value }),
});
const CONVERSATION = id('conversation');
const ref = ({ chat }: Things) => ({ ...chat, clientId: clientId() });
const ofChat = ({ chat: { conversation } }: Things) => ({ conversation });
const nothing = () => ({});
const REF_IDS = [id('conversation', 'conversation', 'stale'), id('handoff', 'handoff', 'stale')];
const EVERYBODY = ['ok', 'ok', 'ok'] as const;
const SUPERVISORS = ['not-allowed', 'not-allowed', 'ok'] as const;
const READERS = ['ok', 'not-found', 'ok'] as const;
const OWNER = ['ok', 'stale', 'stale'] as const;

export const AGENT_TABLE: Readonly<Record<keyof AgentAsks, AgentRow>> = {
  'inbox:sync': { body: nothing, codes: EVERYBODY },
  'presence:set': { body: () => ({ available: true }), codes: EVERYBODY },
  'conversation:sync': {
    body: (it) => ({ ...ofChat(it), since: 0 }),
    codes: READERS,
    ids: [CONVERSATION],
  },
  'conversation:read': { body: (it) => ({ ...ofChat(it), seq: 1 }), codes: READERS, ids: [CONVERSATION] },
  'conversation:view': { body: ofChat, codes: READERS, ids: [CONVERSATION] },
  'chat:accept': {
    body: ref,
    codes: EVERYBODY,
    // The chat has just been taken, under whatever handoff it is asked for.
    ids: [id('conversation', 'conversation', 'stale'), id('handoff', 'handoff', 'taken')],
    uses: 'waiting',
  },
  'offer:decline': {
    body: ({ chat }) => ({ ...chat }),
    // An offer that has gone already is no longer anybody's affair.
    codes: EVERYBODY,
    ids: [id('conversation', 'conversation', 'ok'), id('handoff', 'handoff', 'ok')],
  },
  'chat:transfer': {
    body: (it) => ({ ...ref(it), to: 'queue' }),
    codes: OWNER,
    ids: [
      ...REF_IDS,
      { code: 'not-allowed', kind: 'agent', put: (body, agent) => ({ ...body, to: { agent } }) },
    ],
    uses: 'chat',
  },
  'chat:return': { body: ref, codes: OWNER, ids: REF_IDS, uses: 'chat' },
  'chat:close': {
    body: (it) => ({ ...ref(it), reason: 'solved' }),
    codes: OWNER,
    ids: REF_IDS,
    uses: 'chat',
  },
  'message:send': { body: (it) => ({ ...ref(it), text: 'Guten Tag' }), codes: OWNER, ids: REF_IDS },
  'typing:set': {
    body: (it) => ({ ...ofChat(it), typing: false }),
    codes: ['ok', 'not-found', 'not-found'],
    ids: [CONVERSATION],
  },
  'request:take': {
    body: ({ request }) => ({ request }),
    codes: EVERYBODY,
    ids: [id('request')],
    uses: 'open-request',
  },
  'request:release': {
    body: ({ request }) => ({ request }),
    codes: ['ok', 'taken', 'ok'],
    ids: [id('request')],
    uses: 'request',
  },
  'request:done': {
    body: ({ request }) => ({ request }),
    codes: ['ok', 'taken', 'taken'],
    ids: [id('request')],
    uses: 'request',
  },
  'request:reopen': {
    body: ({ request }) => ({ request }),
    codes: ['ok', 'taken', 'taken'],
    ids: [id('request')],
    uses: 'request',
  },
  'desk:pause': { body: ({ now }) => ({ until: now + 60_000, notice: 'Pause' }), codes: SUPERVISORS },
  'desk:resume': { body: nothing, codes: SUPERVISORS },
  'conversation:erase': { body: ofChat, codes: SUPERVISORS, ids: [CONVERSATION], uses: 'chat' },
  'conversation:hold': {
    body: (it) => ({ ...ofChat(it), hold: false }),
    codes: SUPERVISORS,
    ids: [CONVERSATION],
  },
  'message:reveal': {
    body: (it) => ({ ...ofChat(it), seq: it.masked }),
    codes: ['ok', 'not-found', 'not-found'],
    ids: [CONVERSATION],
  },
  'audit:list': {
    body: ({ audit }) => ({ before: audit }),
    codes: SUPERVISORS,
    ids: [id('before', 'audit', 'ok')],
  },
  'note:add': {
    body: (it) => ({ ...ofChat(it), clientId: clientId(), text: 'Notiz' }),
    codes: READERS,
    ids: [CONVERSATION],
  },
  'article:search': { body: () => ({ text: 'Passwort' }), codes: EVERYBODY },
  'article:suggest': { body: ofChat, codes: READERS, ids: [CONVERSATION] },
  'replies:list': { body: nothing, codes: EVERYBODY },
  'visitor:block': {
    body: (it) => ({ ...ofChat(it), clientId: clientId(), hours: 1 }),
    codes: SUPERVISORS,
    ids: [CONVERSATION],
    uses: 'chat',
  },
  'blocks:list': { body: nothing, codes: SUPERVISORS },
  'visitor:unblock': {
    body: ({ block }) => ({ block }),
    codes: SUPERVISORS,
    ids: [id('block')],
    uses: 'block',
  },
  'figures:day': { body: nothing, codes: SUPERVISORS },
  // A password that is too short: a right one costs a hash, and test/socket/team.test.ts has it.
  'account:password': {
    body: () => ({ current: 'x', next: 'x' }),
    codes: ['bad-request', 'bad-request', 'bad-request'],
  },
  'accounts:list': { body: nothing, codes: SUPERVISORS },
  'account:invite': { body: () => ({ role: 'agent' }), codes: SUPERVISORS },
  'account:reset': { body: ({ spare: agent }) => ({ agent }), codes: SUPERVISORS, ids: [id('agent')] },
  'account:disable': {
    body: ({ spare: agent }) => ({ agent }),
    codes: SUPERVISORS,
    ids: [id('agent', 'agent', 'not-allowed')],
  },
  'account:enable': { body: ({ spare: agent }) => ({ agent }), codes: SUPERVISORS, ids: [id('agent')] },
  'account:capacity': {
    body: ({ spare: agent }) => ({ agent, capacity: 3 }),
    codes: SUPERVISORS,
    ids: [id('agent')],
  },
  'gaps:list': { body: nothing, codes: EVERYBODY },
  'gap:take': { body: ({ gap }) => ({ gap }), codes: EVERYBODY, ids: [id('gap')] },
  'gap:done': { body: ({ gap }) => ({ gap }), codes: EVERYBODY, ids: [id('gap')] },
  'gap:reopen': { body: ({ gap }) => ({ gap }), codes: EVERYBODY, ids: [id('gap')] },
  'figures:usage': { body: () => ({ weeks: 1 }), codes: SUPERVISORS },
};

export interface VisitorRow {
  readonly body: () => Body;
  /** What is answered on a line without a conversation, and on one with its own. */
  readonly codes: readonly [nobody: string, visitor: string];
  /** Ids and numbers that are no good, in place of those of the body, and what they lead to. */
  readonly strange?: readonly (readonly [change: Body, code: string])[];
}

const OWN = ['signed-out', 'ok'] as const;
/** Of no event. */
const NOWHERE = 1_000_000;
const command = () => ({ clientId: clientId() });

/**
 * No visitor names a conversation: each ask is about that of the line, which the token opened. In the order of asking,
 * since the last ones end it.
 */
export const VISITOR_TABLE: Readonly<Record<keyof VisitorAsks, VisitorRow>> = {
  'conversation:start': { body: command, codes: ['ok', 'ok'] },
  'conversation:sync': { body: () => ({ since: 0 }), codes: OWN, strange: [[{ since: NOWHERE }, 'ok']] },
  'message:send': {
    body: () => ({ ...command(), text: 'hallo' }),
    codes: OWN,
    strange: [
      [{ text: undefined, choice: { seq: NOWHERE, id: 'human' } }, 'bad-request'],
      [{ text: undefined, choice: { seq: 1, id: 'article:made-up' } }, 'bad-request'],
      [{ text: undefined, article: 'made-up' }, 'stale'],
    ],
  },
  'handoff:request': { body: command, codes: OWN },
  'handoff:leave': { body: command, codes: OWN },
  'request:submit': {
    body: () => ({ ...command(), text: 'Bitte melden', email: 'erika@beispiel.example' }),
    codes: OWN,
  },
  'answer:rate': {
    body: () => ({ ...command(), answer: 1, helpful: true }),
    codes: OWN,
    strange: [[{ answer: NOWHERE }, 'bad-request']],
  },
  'chat:rate': { body: () => ({ ...command(), stars: 5 }), codes: OWN },
  // What is not there yet counts as the last.
  'conversation:read': { body: () => ({ seq: 1 }), codes: OWN, strange: [[{ seq: NOWHERE }, 'ok']] },
  'visitor:describe': { body: () => ({ name: 'Erika' }), codes: OWN },
  'article:suggest': { body: () => ({ text: 'pass' }), codes: OWN },
  'typing:set': { body: () => ({ typing: false }), codes: OWN },
  'conversation:export': { body: nothing, codes: OWN },
  'conversation:close': { body: command, codes: OWN },
  'conversation:erase': { body: nothing, codes: OWN },
};

export interface RouteRow {
  readonly policy: 'anyone' | 'own-page' | 'agent';
  readonly body?: Body;
  /** The answer to somebody whom the policy lets in. */
  readonly code: string;
  /** The answers to those who send these headers `Authorization`. */
  readonly keys?: readonly (readonly [authorization: string, code: string])[];
}

const TOKEN = 'x'.repeat(43);
/** Who names it is shown the figures. */
export const METRICS_TOKEN = 'a token of the operators';
const PASSWORD = 'ein langes Kennwort';

/** By method and path. Ids are tokens of links: used, replaced and made-up ones are answered alike. */
export const ROUTE_TABLE: Readonly<Record<string, RouteRow>> = {
  'get /health/live': { policy: 'anyone', code: 'ok' },
  'get /health/ready': { policy: 'anyone', code: 'ok' },
  // For who names the token, signed in or not; test/http/metrics.test.ts has what holds without one.
  'get /metrics': {
    policy: 'anyone',
    code: 'not-found',
    keys: [
      [`Bearer ${METRICS_TOKEN}`, 'ok'],
      [`Bearer ${METRICS_TOKEN}x`, 'not-found'],
      [`Bearer ${METRICS_TOKEN.slice(0, -1)}`, 'not-found'],
      ['Bearer ', 'not-found'],
      [`Basic ${METRICS_TOKEN}`, 'not-found'],
      [METRICS_TOKEN, 'not-found'],
    ],
  },
  'get /console/api/session': { policy: 'agent', code: 'ok' },
  // One that is no text: what a password costs, test/http/sign-in.test.ts has.
  'post /console/api/sign-in': {
    policy: 'own-page',
    body: { login: 'x', password: {} },
    code: 'bad-request',
  },
  'post /console/api/sign-out': { policy: 'agent', code: 'ok' },
  'post /console/api/invitation/check': { policy: 'own-page', body: { token: TOKEN }, code: 'not-found' },
  'post /console/api/invitation': {
    policy: 'own-page',
    body: { token: TOKEN, login: 'neu', name: 'Neu Hier', password: PASSWORD },
    code: 'not-found',
  },
  'post /console/api/reset/check': { policy: 'own-page', body: { token: TOKEN }, code: 'not-found' },
  'post /console/api/reset': {
    policy: 'own-page',
    body: { token: TOKEN, password: PASSWORD },
    code: 'not-found',
  },
};
