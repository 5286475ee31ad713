import type { Account, AgentRole, OneTimeLink } from '../../protocol/team.ts';
import { hashToken, newToken } from '../ids.ts';
import { RequestError } from '../request-error.ts';
import type { Agent } from '../store/store.ts';
import { beginSession, INVITATION_MS, PASSWORD_LENGTH, type SignedIn } from './accounts.ts';
import { tellNobodyLeft } from './desk.ts';
import { account } from './inbox.ts';
import type { ChatParts } from './parts.ts';
import { checkPassword, hashPassword } from './passwords.ts';
import { takeTurn } from './turn.ts';

export async function listAccounts(parts: ChatParts): Promise<Account[]> {
  const now = parts.clock.now();
  return (await parts.store.listAgents()).map((agent) => account(agent, now));
}

/**
 * Changes one's own password; every other session of the account ends.
 * @param keep The token of the session that asks, which stays.
 * @throws RequestError `not-allowed` with the field `current`, `bad-request` with the field `next`
 */
export async function changePassword(
  parts: ChatParts,
  agent: Agent,
  passwords: { readonly current: string; readonly next: string },
  keep: string,
): Promise<void> {
  checkLength(passwords.next, 'next');
  const found = await parts.store.findPassword(agent.login);
  if (!(await checkPassword(passwords.current, found?.passwordHash, true)))
    throw new RequestError('not-allowed', { field: 'current' });
  await parts.store.setPassword(agent.id, await hashPassword(passwords.next), hashToken(keep));
  parts.cluster.publish({ type: 'sessions', agent: agent.id });
}

/** A link with which somebody creates an account of that role. */
export async function invite(parts: ChatParts, role: AgentRole): Promise<OneTimeLink> {
  const link = newLink(parts);
  await parts.store.addInvitation({ tokenHash: hashToken(link.token), role, expiresAt: link.expiresAt });
  return link;
}

/**
 * A link with which the owner of an account sets a new password. The old one is good until then.
 * @throws RequestError `not-found`
 */
export async function createReset(
  parts: Pick<ChatParts, 'store' | 'clock'>,
  agent: string,
): Promise<OneTimeLink> {
  const link = newLink(parts);
  const reset = { tokenHash: hashToken(link.token), agent, expiresAt: link.expiresAt };
  if (!(await parts.store.createReset(reset))) throw new RequestError('not-found');
  return link;
}

function newLink(parts: Pick<ChatParts, 'clock'>): OneTimeLink {
  return { token: newToken(), expiresAt: parts.clock.now() + INVITATION_MS };
}

/** @throws RequestError `not-found` when the link was used, replaced or is too old */
export async function checkReset(parts: ChatParts, token: string) {
  const agent = await parts.store.findReset(hashToken(token), parts.clock.now());
  if (agent === undefined) throw new RequestError('not-found');
  return { login: agent.login, name: agent.name };
}

/**
 * Uses the link: sets the password, ends all sessions of the account and signs in.
 * @throws RequestError `bad-request` with the field `password`, `not-found` for the link
 */
export async function redeemReset(parts: ChatParts, token: string, password: string): Promise<SignedIn> {
  checkLength(password, 'password');
  await checkReset(parts, token);
  const hash = await hashPassword(password);
  const agent = await parts.store.redeemReset(hashToken(token), hash, parts.clock.now());
  if (agent === undefined) throw new RequestError('not-found');
  parts.cluster.publish({ type: 'signed-out', agent });
  return beginSession(parts, agent);
}

function checkLength(password: string, field: string): void {
  const { least, most } = PASSWORD_LENGTH;
  if (password.length < least || password.length > most) throw new RequestError('bad-request', { field });
}

/**
 * Shuts an account out at once: sessions and sockets end, offers and chats go back to the queue.
 * @throws RequestError `not-allowed` for oneself, the last supervisor, and unknown accounts
 */
export async function disableAccount(parts: ChatParts, by: Agent, agent: string): Promise<void> {
  if (by.id === agent || !(await parts.store.setDisabled(agent, true)))
    throw new RequestError('not-allowed', { field: 'agent' });
  parts.cluster.publish({ type: 'signed-out', agent });
  for (const { conversation, id, epoch, status } of await parts.store.listHeld(agent)) {
    const input = status === 'offered' ? ({ type: 'pass' } as const) : ({ type: 'agent-lost' } as const);
    await takeTurn(parts, conversation, 'desk', input, { handoff: { id, epoch } }).catch((error) => {
      if (!(error instanceof RequestError)) throw error;
    });
  }
  parts.cluster.publish({ type: 'inbox' });
  await tellNobodyLeft(parts);
}

/** @throws RequestError `not-found` */
export async function enableAccount(parts: ChatParts, agent: string): Promise<void> {
  if (!(await parts.store.setDisabled(agent, false))) throw new RequestError('not-found');
  parts.cluster.publish({ type: 'inbox' });
}

/** @throws RequestError `not-found` */
export async function setCapacity(parts: ChatParts, agent: string, capacity: number): Promise<void> {
  if (!(await parts.store.setCapacity(agent, capacity))) throw new RequestError('not-found');
  parts.cluster.publish({ type: 'inbox' });
}
