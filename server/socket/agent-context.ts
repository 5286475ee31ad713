import type { Socket } from 'socket.io';
import type { AgentSession } from '../chat/accounts.ts';
import { RequestError } from '../request-error.ts';

export const MESSAGES = { burst: 15, perSecond: 3 };
export const COMMANDS = { burst: 20, perSecond: 5 };
export const READS = { burst: 60, perSecond: 20 };
/** Tries with one's own password: each costs a hash. */
export const PASSWORDS = { burst: 5, perSecond: 5 / (15 * 60) };

/** An agent's socket, with the session read anew for every ask: what ended, ended at once. */
export interface AgentContext {
  readonly socket: Socket;
  readonly session: AgentSession;
  /** The session's token, from the cookie. */
  readonly token: string;
}

export const anyAgent = () => {};

/** @throws RequestError `not-allowed` */
export const supervisor = ({ session }: AgentContext) => {
  if (session.agent.role !== 'supervisor') throw new RequestError('not-allowed');
};

export const me = ({ session }: AgentContext) => session.agent;
