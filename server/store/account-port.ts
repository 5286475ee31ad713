import type { AgentRole, AwayReason } from '../../protocol/agent.ts';

/* Agents' accounts, as the store keeps them. Part of the store's port (store.ts). */

export interface Agent {
  readonly id: string;
  /** Sign-in name, folded to lower case. */
  readonly login: string;
  readonly name: string;
  readonly role: AgentRole;
  readonly available: boolean;
  readonly awayReason?: AwayReason;
  readonly capacity: number;
  readonly disabled: boolean;
}

/** An agent with what changes by the minute. */
export interface AgentAtWork extends Agent {
  /** Chats owned or offered. */
  readonly active: number;
  readonly seenAt: number;
  readonly createdAt: number;
}

export interface NewAgent {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly role: AgentRole;
  readonly passwordHash: string;
  readonly capacity: number;
  readonly at: number;
}

export interface AgentSession {
  readonly agent: Agent;
  readonly csrf: string;
  readonly expiresAt: number;
}

export interface AccountStore {
  countAgents(): Promise<number>;
  findAgent(id: string): Promise<Agent | undefined>;
  findPassword(login: string): Promise<{ readonly agent: Agent; readonly passwordHash: string } | undefined>;
  /** Replaces every earlier invitation that was not used. */
  createInvitation(invitation: {
    readonly tokenHash: string;
    readonly role: AgentRole;
    readonly expiresAt: number;
  }): Promise<void>;
  /** The role that a valid, unused invitation gives. */
  findInvitation(tokenHash: string, now: number): Promise<AgentRole | undefined>;
  /** Uses the invitation and creates the account in one transaction; the name of the obstacle otherwise. */
  redeemInvitation(
    tokenHash: string,
    agent: Omit<NewAgent, 'role'>,
  ): Promise<'created' | 'invalid' | 'login-taken'>;
  createSession(session: {
    readonly tokenHash: string;
    readonly agent: string;
    readonly csrf: string;
    readonly at: number;
    readonly expiresAt: number;
  }): Promise<void>;
  /** Undefined when unknown, expired or the agent is disabled. */
  findSession(tokenHash: string, now: number): Promise<AgentSession | undefined>;
  deleteSession(tokenHash: string): Promise<void>;
  setAvailable(agent: string, available: boolean, at: number, awayReason?: AwayReason): Promise<void>;
  /**
   * Shuts an account out, ending its sessions, or lets it in again. With a supervisor's account all links end that
   * were not used. False when it is unknown, or would shut out the
   * last supervisor.
   */
  setDisabled(agent: string, disabled: boolean): Promise<boolean>;
  setCapacity(agent: string, capacity: number): Promise<boolean>;
  /** All accounts, by name. */
  listAgents(): Promise<readonly AgentAtWork[]>;
  /** Ends every session of the account but the one of `keep`. */
  setPassword(agent: string, passwordHash: string, keep: string): Promise<void>;
  /** A link for one more account; others that were not used stay good. */
  addInvitation(invitation: {
    readonly tokenHash: string;
    readonly role: AgentRole;
    readonly expiresAt: number;
  }): Promise<void>;
  /** A link to set the account's password anew, in place of every earlier one. False for an unknown account. */
  createReset(reset: {
    readonly tokenHash: string;
    readonly agent: string;
    readonly expiresAt: number;
  }): Promise<boolean>;
  /** Whose password a valid, unused link resets. */
  findReset(tokenHash: string, now: number): Promise<Agent | undefined>;
  /** Uses the link: sets the password and ends all sessions. The account, unless the link is no longer good. */
  redeemReset(tokenHash: string, passwordHash: string, at: number): Promise<string | undefined>;
  /** Notes that the agents' sockets are alive. */
  touchAgents(agents: readonly string[], at: number): Promise<void>;
  /** Agents available, not disabled, seen at or after `seenSince`. */
  countAvailable(seenSince: number): Promise<number>;
}
