import type { AgentRole } from '../protocol/agent.ts';
import type { Refused } from '../widget/shared/connection.ts';
import type { Agent } from './state.ts';

export type SignedIn = { readonly agent: Agent; readonly csrf: string };
export type HttpAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Refused };

/** Everything that is asked before there is a socket. Never rejects; `unanswered` when no answer came. */
export interface Http {
  session(): Promise<HttpAnswer<SignedIn>>;
  signIn(login: string, password: string): Promise<HttpAnswer<SignedIn>>;
  signOut(csrf: string): Promise<HttpAnswer<undefined>>;
  checkInvitation(token: string): Promise<HttpAnswer<{ role: AgentRole }>>;
  redeemInvitation(account: NewAccount): Promise<HttpAnswer<SignedIn>>;
  checkReset(token: string): Promise<HttpAnswer<{ login: string; name: string }>>;
  reset(token: string, password: string): Promise<HttpAnswer<SignedIn>>;
}

export type NewAccount = {
  readonly token: string;
  readonly login: string;
  readonly name: string;
  readonly password: string;
};

/** @param base where the console's routes are, such as `/console/api` */
export function createHttp(base: string): Http {
  const post = <T>(path: string, body: unknown, headers: Record<string, string> = {}) =>
    ask<T>(base + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  return {
    session: () => ask(`${base}/session`, {}),
    signIn: (login, password) => post('/sign-in', { login, password }),
    signOut: (csrf) => post('/sign-out', {}, { 'x-csrf-token': csrf }),
    checkInvitation: (token) => post('/invitation/check', { token }),
    redeemInvitation: (account) => post('/invitation', account),
    checkReset: (token) => post('/reset/check', { token }),
    reset: (token, password) => post('/reset', { token, password }),
  };
}

const unanswered: Refused = { code: 'unanswered', ref: '' };

async function ask<T>(url: string, init: RequestInit): Promise<HttpAnswer<T>> {
  try {
    const response = await fetch(url, init);
    const text = await response.text();
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    if (response.ok) return { ok: true, value: body as T };
    return { ok: false, error: (body as { error?: Refused } | undefined)?.error ?? unanswered };
  } catch {
    return { ok: false, error: unanswered };
  }
}
