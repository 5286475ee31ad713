import { hashToken, newId, newToken } from '../ids.ts';
import { RequestError } from '../request-error.ts';
import type { Agent, AgentSession } from '../store/store.ts';
import { foldLogin } from '../store/text.ts';
import { tellNobodyLeft } from './desk.ts';
import type { ChatParts } from './parts.ts';
import { checkPassword, hashPassword } from './passwords.ts';

export type { Agent, AgentSession } from '../store/store.ts';
export { foldLogin } from '../store/text.ts';

/** A working day, so that nobody stays signed in over night. */
export const SESSION_MS = 12 * 60 * 60 * 1000;
/** How long the one-time link to the first account is good. It is printed anew at every start. */
export const INVITATION_MS = 24 * 60 * 60 * 1000;
export const PASSWORD_LENGTH = { least: 12, most: 200 };
const CAPACITY = 3;

/** A session just begun. The token goes into the cookie and nowhere else. */
export interface SignedIn {
  readonly token: string;
  readonly csrf: string;
  readonly agent: Agent;
}

/** A one-time link's token for the first account, a supervisor; undefined when accounts exist. */
export async function inviteFirst(parts: ChatParts): Promise<string | undefined> {
  if ((await parts.store.countAgents()) > 0) return undefined;
  const token = newToken();
  const expiresAt = parts.clock.now() + INVITATION_MS;
  await parts.store.createInvitation({ tokenHash: hashToken(token), role: 'supervisor', expiresAt });
  return token;
}

/** @throws RequestError `not-found` when the link was used, replaced or is too old */
export async function checkInvitation(parts: ChatParts, token: string) {
  const role = await parts.store.findInvitation(hashToken(token), parts.clock.now());
  if (role === undefined) throw new RequestError('not-found');
  return { role };
}

export interface NewAccount {
  readonly token: string;
  readonly login: string;
  readonly name: string;
  readonly password: string;
}

/**
 * Uses the one-time link: creates the account and signs it in.
 * @throws RequestError `bad-request` naming the field, `not-found` for the link, `taken` for the login
 */
export async function redeemInvitation(parts: ChatParts, account: NewAccount): Promise<SignedIn> {
  const login = foldLogin(account.login);
  const name = account.name.trim();
  if (!/^[\p{L}\p{N}._@-]{2,64}$/u.test(login)) throw new RequestError('bad-request', { field: 'login' });
  if (name.length < 2 || name.length > 60) throw new RequestError('bad-request', { field: 'name' });
  const { least, most } = PASSWORD_LENGTH;
  if (account.password.length < least || account.password.length > most)
    throw new RequestError('bad-request', { field: 'password' });
  await checkInvitation(parts, account.token);
  const passwordHash = await hashPassword(account.password);
  const at = parts.clock.now();
  const agent = { id: newId(), login, name, passwordHash, capacity: CAPACITY, at };
  const redeemed = await parts.store.redeemInvitation(hashToken(account.token), agent);
  if (redeemed === 'invalid') throw new RequestError('not-found');
  if (redeemed === 'login-taken') throw new RequestError('taken', { field: 'login' });
  return beginSession(parts, agent.id);
}

/**
 * @param known Somebody has signed in with this name in this browser before.
 * @throws RequestError `not-allowed`, the same for an unknown name and a wrong password; `slow-down` when too many
 * strangers wait
 */
export async function signIn(
  parts: ChatParts,
  login: string,
  password: string,
  known = false,
): Promise<SignedIn> {
  const found = await parts.store.findPassword(foldLogin(login));
  const right = await checkPassword(password, found?.passwordHash, known);
  if (!right || found === undefined || found.agent.disabled) throw new RequestError('not-allowed');
  const session = await beginSession(parts, found.agent.id);
  // A password that was changed meanwhile has ended the sessions that there were, but not this one.
  const now = await parts.store.findPassword(foldLogin(login));
  if (now?.passwordHash === found.passwordHash) return session;
  await parts.store.deleteSession(hashToken(session.token));
  throw new RequestError('not-allowed');
}

/** Begins a session of an account whose owner has proved it. */
export async function beginSession(parts: ChatParts, agentId: string): Promise<SignedIn> {
  const agent = await parts.store.findAgent(agentId);
  if (agent === undefined) throw new RequestError('not-allowed');
  const token = newToken();
  const csrf = newToken();
  const at = parts.clock.now();
  const expiresAt = at + SESSION_MS;
  await parts.store.createSession({ tokenHash: hashToken(token), agent: agentId, csrf, at, expiresAt });
  return { token, csrf, agent };
}

/** The session behind a cookie, if it is still good. */
export async function findSession(parts: ChatParts, token: string): Promise<AgentSession | undefined> {
  return parts.store.findSession(hashToken(token), parts.clock.now());
}

/** Ends the session; the agent no longer counts as available, its sockets are told to go. */
export async function signOut(parts: ChatParts, token: string): Promise<void> {
  const session = await findSession(parts, token);
  await parts.store.deleteSession(hashToken(token));
  if (session === undefined) return;
  await parts.store.setAvailable(session.agent.id, false, parts.clock.now());
  // Each socket looks at its session: those of other devices stay.
  parts.cluster.publish({ type: 'sessions', agent: session.agent.id });
  parts.cluster.publish({ type: 'inbox' });
  await tellNobodyLeft(parts);
}

/** Ends the session that a browser had before it began another: no token outlives a sign-in. */
export async function endReplaced(parts: ChatParts, token: string): Promise<void> {
  const session = await findSession(parts, token);
  if (session === undefined) return;
  await parts.store.deleteSession(hashToken(token));
  parts.cluster.publish({ type: 'sessions', agent: session.agent.id });
}
