import { createDesk, type Desk } from '../../../console/desk.ts';
import { type Live, openLive } from '../../../console/live.ts';
import type { Sessions } from '../../../console/sessions.ts';
import { createStore } from '../../../console/store.ts';
import type { InboxChat } from '../../../protocol/agent.ts';
import type { ConversationEvent } from '../../../protocol/conversation.ts';
import { SESSION_COOKIE } from '../../../server/cookies.ts';
import { hashToken, newId, newToken } from '../../../server/ids.ts';
import type { Agent, Store } from '../../../server/store/store.ts';
import { BrowserTab, beBrowser } from './browser-tab.ts';
import { type Pace, timeOf } from './fast-clock.ts';
import { Link } from './link.ts';

/** What a sign-in leaves behind. */
export interface Badge {
  readonly agent: Agent;
  readonly token: string;
  readonly csrf: string;
}

/** Creates an account and signs it in, past the password. */
export async function hire(
  store: Store,
  name: string,
  capacity: number,
  pace: Pace,
  role: 'agent' | 'supervisor' = 'agent',
): Promise<Badge> {
  const at = timeOf(pace);
  const far = at + 1_000 * 24 * 60 * 60 * 1000;
  const [invitation, token, csrf, id] = [newToken(), newToken(), newToken(), newId()];
  await store.createInvitation({ tokenHash: hashToken(invitation), role, expiresAt: far });
  const account = { id, login: name.toLowerCase(), name, passwordHash: '-', capacity, at };
  const outcome = await store.redeemInvitation(hashToken(invitation), account);
  if (outcome !== 'created') throw new Error(`The account of ${name} was not created: ${outcome}.`);
  await store.createSession({ tokenHash: hashToken(token), agent: id, csrf, at, expiresAt: far });
  const agent = await store.findAgent(id);
  if (agent === undefined) throw new Error(`The account of ${name} is not there.`);
  return { agent, token, csrf };
}

/** An agent at the console: its own state, outbox, sync and line, without its page. */
export class Clerk {
  readonly link: Link;
  readonly badge: Badge;
  readonly tab = new BrowserTab();
  readonly store = createStore();
  readonly desk: Desk;
  readonly live: Live;
  /** Texts written, by conversation, in order. */
  readonly written = new Map<string, string[]>();

  private constructor(link: Link, badge: Badge) {
    beBrowser();
    this.link = link;
    this.badge = badge;
    const { id, name, role } = badge.agent;
    const session = { phase: 'signed-in', agent: { id, name, role }, csrf: badge.csrf } as const;
    this.store.dispatch({ type: 'session', session });
    this.live = this.tab.run(() =>
      openLive({
        server: link.url,
        store: this.store,
        csrf: () => badge.csrf,
        seen: () => true,
        visible: () => true,
        erased: () => {},
        signedOut: () => {},
      }),
    );
    const sessions = { live: () => this.live, storage: () => undefined };
    this.desk = createDesk(this.store, sessions as unknown as Sessions);
  }

  static async open(badge: Badge, port: () => number): Promise<Clerk> {
    const headers = ({ host }: { host: string }) => ({
      Cookie: `${SESSION_COOKIE}=${badge.token}`,
      Origin: `http://${host}`,
    });
    const clerk = new Clerk(await Link.open({ port, headers }), badge);
    await clerk.until(() => clerk.store.get().inbox !== undefined, 'the inbox was there');
    await clerk.desk.setAvailable(true);
    return clerk;
  }

  /** Takes so many of the waiting visitors. @param ms How long it waits for each. */
  async accept(count: number, ms?: number): Promise<void> {
    for (let taken = 0; taken < count; taken += 1) {
      await this.until(() => this.#waiting !== undefined, 'somebody waited', ms);
      const chat = this.#waiting;
      if (chat !== undefined && !(await this.desk.accept(chat))) taken -= 1;
    }
    await this.until(() => this.chats.length >= count, 'the chats were there');
  }

  get chats(): readonly InboxChat[] {
    return this.store.get().inbox?.mine ?? [];
  }

  get #waiting(): InboxChat | undefined {
    return this.store.get().inbox?.waiting[0];
  }

  /** True when nothing waits to be stored. */
  get idle(): boolean {
    return this.store.get().outbox.length === 0;
  }

  /** How many messages are not known to be stored. */
  readonly waiting = (): number => this.store.get().outbox.length;

  write(conversation: string, text: string): void {
    this.written.set(conversation, [...(this.written.get(conversation) ?? []), text]);
    this.desk.send(conversation, text);
  }

  /** What this page shows of a conversation. */
  view(conversation: string): readonly ConversationEvent[] {
    return this.store.get().threads[conversation]?.events ?? [];
  }

  until(holds: () => boolean, what: string, ms = 10_000): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (!holds()) return;
        stop();
        resolve();
      };
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`An agent waited ${ms} ms in vain until ${what}.`));
      }, ms);
      const forget = this.store.subscribe(look);
      const stop = () => {
        clearTimeout(timer);
        forget();
      };
      look();
    });
  }

  async close(): Promise<void> {
    this.live.close();
    await this.link.close();
  }
}
