import type { Refused } from '../widget/shared/connection.ts';
import type { Http, HttpAnswer, NewAccount, SignedIn } from './http.ts';
import { type Live, openLive } from './live.ts';
import { isPassing, sentence } from './refusals.ts';
import { createRetries, oneAtATime } from './retries.ts';
import type { Route } from './routes.ts';
import type { Storage } from './storage.ts';
import type { Store } from './store.ts';

export interface SessionParts {
  /** Origin of the server. */
  readonly server: string;
  readonly http: Http;
  readonly store: Store;
  /** The tab's storage of one agent. */
  storage(agent: string): Storage;
  /** The agent is looking at the page. */
  seen(): boolean;
  /** The page is on the screen, looked at or not. */
  visible(): boolean;
}

/** Who is signed in, with what lives as long: the line and the agent's corner of the tab's storage. */
export interface Sessions {
  /** Finds out who is signed in; with a one-time link, what that is for. */
  begin(route: Route): Promise<void>;
  /** @returns why not */
  signIn(login: string, password: string): Promise<Refused | undefined>;
  /** @returns why not */
  redeem(account: NewAccount): Promise<Refused | undefined>;
  /** Sets a new password with a one-time link. @returns why not */
  reset(token: string, password: string): Promise<Refused | undefined>;
  signOut(): Promise<void>;
  live(): Live | undefined;
  storage(): Storage | undefined;
}

export function createSessions(parts: SessionParts): Sessions {
  const { http, store } = parts;
  const retries = createRetries();
  let live: Live | undefined;
  let storage: Storage | undefined;

  function enter({ agent, csrf }: SignedIn): void {
    live?.close();
    storage = parts.storage(agent.id);
    const kept = storage.outbox();
    store.dispatch({ type: 'session', session: { phase: 'signed-in', agent, csrf } });
    if (store.get().outbox.length === 0) store.dispatch({ type: 'outbox', change: () => kept });
    live = openLive({
      ...parts,
      csrf: () => csrfOf(store),
      erased: (conversation) => storage?.forget(conversation),
      signedOut: () => void lookAgain(),
    });
  }

  function leave(expired: boolean): void {
    live?.close();
    live = undefined;
    store.dispatch({ type: 'session', session: { phase: 'signed-out', expired } });
  }

  /** The server refused the session. Another tab may have signed in anew; only the server knows. */
  const lookAgain = oneAtATime(async () => {
    const { session } = store.get();
    if (session.phase !== 'signed-in') return;
    const answer = await http.session();
    if (store.get().session !== session) return;
    if (answer.ok && answer.value.agent.id !== session.agent.id) enter(answer.value);
    else if (answer.ok && answer.value.csrf !== session.csrf) {
      store.dispatch({ type: 'session', session: { phase: 'signed-in', ...answer.value } });
      live?.reconnect();
    } else if (!answer.ok && answer.error.code === 'signed-out') leave(true);
  });

  async function findSession(): Promise<void> {
    const answer = await http.session();
    if (answer.ok) enter(answer.value);
    else if (answer.error.code === 'signed-out') leave(false);
    else unreachable(findSession);
  }

  async function findInvitation(token: string): Promise<void> {
    const answer = await http.checkInvitation(token);
    if (answer.ok)
      store.dispatch({ type: 'session', session: { phase: 'invited', token, role: answer.value.role } });
    else if (isPassing(answer.error)) unreachable(() => findInvitation(token));
    else store.dispatch({ type: 'session', session: { phase: 'invitation-void' } });
  }

  async function findReset(token: string): Promise<void> {
    const answer = await http.checkReset(token);
    if (answer.ok) store.dispatch({ type: 'session', session: { phase: 'reset', token, ...answer.value } });
    else if (isPassing(answer.error)) unreachable(() => findReset(token));
    else store.dispatch({ type: 'session', session: { phase: 'invitation-void' } });
  }

  function unreachable(again: () => Promise<void>): void {
    store.dispatch({ type: 'session', session: { phase: 'unreachable' } });
    retries.later('session', () => void again());
  }

  function enterIf(answer: HttpAnswer<SignedIn>): Refused | undefined {
    if (!answer.ok) return answer.error;
    enter(answer.value);
    return undefined;
  }

  return {
    begin(route) {
      if (route.type === 'page') return findSession();
      return route.type === 'invitation' ? findInvitation(route.token) : findReset(route.token);
    },
    signIn: async (login, password) => enterIf(await http.signIn(login, password)),
    redeem: async (account) => enterIf(await http.redeemInvitation(account)),
    reset: async (token, password) => enterIf(await http.reset(token, password)),
    async signOut() {
      const answer = await http.signOut(csrfOf(store));
      if (answer.ok || !isPassing(answer.error)) {
        storage?.clear();
        leave(false);
      } else store.dispatch({ type: 'notice', notice: { text: sentence(answer.error) } });
    },
    live: () => live,
    storage: () => storage,
  };
}

function csrfOf(store: Store): string {
  const { session } = store.get();
  return session.phase === 'signed-in' ? session.csrf : '';
}
