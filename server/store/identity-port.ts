import type { ProvedIdentity } from '../../protocol/visitor-facts.ts';

/* Who visitors were proved to be, as the store keeps it. Part of the store's port (store.ts). */

/** A conversation of the same person, for agents to look back. */
export interface EarlierVisit {
  readonly conversation: string;
  readonly at: number;
  /** The question of its first handoff, or nothing when it never had one. */
  readonly question?: string;
}

export interface IdentityStore {
  /**
   * Notes that a token was shown; false when it had been already. Tokens that have expired are forgotten.
   * @param until UTC ms after which the token counts no more
   */
  useIdentityToken(id: string, until: number, now: number): Promise<boolean>;
  /** Says for good who the visitor of a conversation is; a second time changes nothing. */
  proveVisitor(conversation: string, identity: ProvedIdentity, at: number): Promise<void>;
  findIdentity(conversation: string): Promise<ProvedIdentity | undefined>;
  /** Other conversations of the same proved person, newest first. */
  listEarlier(conversation: string, limit: number): Promise<readonly EarlierVisit[]>;
  /** Until when (UTC ms) a proved person is kept out, if so, by a block in any of the person's conversations. */
  personBlockedUntil(subject: string, now: number): Promise<number | undefined>;
  /** Whether an agent has a chat of the same proved person at the moment; without one, whether anybody ever was called. */
  servesSamePerson(agent: string | undefined, conversation: string): Promise<boolean>;
}
