import type { Socket } from 'socket.io-client';
import type { Inbox, InboxChat } from '../../protocol/agent.ts';
import type { SignedIn } from '../../server/chat/accounts.ts';
import { SESSION_COOKIE } from '../../server/cookies.ts';
import { hashToken, newId, newToken } from '../../server/ids.ts';
import type { TestApp } from './app.ts';
import { connect, must } from './client.ts';

let accounts = 0;

/** Creates an account with the role and signs it in, without hashing a password for each test. */
export async function createAccount(
  app: TestApp,
  name: string,
  role: 'agent' | 'supervisor' = 'agent',
  capacity = 3,
): Promise<SignedIn> {
  const { store, clock } = app.parts;
  const invitation = newToken();
  const at = clock.now();
  await store.createInvitation({ tokenHash: hashToken(invitation), role, expiresAt: at + 60_000 });
  const id = newId();
  const login = `${name.toLowerCase()}${++accounts}`;
  await store.redeemInvitation(hashToken(invitation), { id, login, name, passwordHash: 'x', capacity, at });
  return signInDirectly(app, id);
}

/** Begins a session as a sign-in would. */
export function signInDirectly(app: TestApp, agentId: string): Promise<SignedIn> {
  return signInBriefly(app, agentId, 12 * 60 * 60 * 1000);
}

/** Begins a session that ends by itself after so many milliseconds. */
export async function signInBriefly(app: TestApp, agentId: string, ms: number): Promise<SignedIn> {
  const { store, clock } = app.parts;
  const token = newToken();
  const csrf = newToken();
  const at = clock.now();
  const expiresAt = at + ms;
  await store.createSession({ tokenHash: hashToken(token), agent: agentId, csrf, at, expiresAt });
  const agent = await store.findAgent(agentId);
  if (agent === undefined) throw new Error(`no agent ${agentId}`);
  return { token, csrf, agent };
}

/** An agent's console as the protocol sees it. */
export class Console {
  readonly socket: Socket;
  readonly signedIn: SignedIn;

  private constructor(socket: Socket, signedIn: SignedIn) {
    this.socket = socket;
    this.signedIn = signedIn;
  }

  /** Connects with the session of an account; available unless told otherwise. */
  static async open(app: TestApp, signedIn: SignedIn, available = true): Promise<Console> {
    const socket = await connect(
      app.url,
      '/agent',
      { csrf: signedIn.csrf },
      consoleHeaders(app, signedIn.token),
    );
    const desk = new Console(socket, signedIn);
    await desk.inbox();
    await must(socket, 'presence:set', { available });
    return desk;
  }

  async inbox(): Promise<Inbox> {
    const { inbox } = await must<{ inbox: Inbox }>(this.socket, 'inbox:sync', {});
    return inbox;
  }

  /** The chat that waits longest. */
  async firstWaiting(): Promise<InboxChat> {
    const chat = (await this.inbox()).waiting[0];
    if (chat === undefined) throw new Error('nobody waits');
    return chat;
  }

  close(): void {
    this.socket.close();
  }

  /** Ends the line and resolves when the server has noticed: from then on the clock may be moved. */
  async leave({ app: { server } }: TestApp): Promise<void> {
    const connections = () =>
      new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count)));
    const before = await connections();
    this.socket.close();
    while ((await connections()) >= before) await new Promise(setImmediate);
  }
}

/** What a browser sends from the console's own page. */
export function consoleHeaders(app: TestApp, token: string): Record<string, string> {
  return { cookie: `${SESSION_COOKIE}=${token}`, origin: app.url };
}
