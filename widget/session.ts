import { PROTOCOL_VERSION } from '../protocol/constants.ts';
import type { Choice } from '../protocol/conversation.ts';
import type { HandshakeHelp, ReplyOf, RequestOf } from '../protocol/requests.ts';
import type { VisitorAsks, VisitorTold } from '../protocol/visitor.ts';
import type { VisitorClaims } from '../protocol/visitor-facts.ts';
import { Description } from './description.ts';
import { KeptConversation } from './kept-conversation.ts';
import type { Memory } from './memory.ts';
import { type Command, head, idOf, isPassing, pack, unpack } from './outbox.ts';
import { clientId } from './shared/client-id.ts';
import { type Answer, type Connection, connect } from './shared/connection.ts';
import { type Input, lastSeq, needsSync, reduce, type State, startState } from './state.ts';
import { openTabs, type Shared, type Tabs } from './tabs.ts';

/** How long an acknowledged seq may stay away before it is asked for: its event is usually next on the line. */
const EVENT_DELAY_MS = 1_500;
/** How long to wait before sending again what the server could not take, and how long at most after many tries. */
const AGAIN_MS = 2_000;
const AGAIN_AT_MOST_MS = 30_000;
/** How long the form waits for the newest question. */
const FRESH_MS = 300;

/** An article that is offered while the visitor types. */
export interface Suggestion {
  readonly id: string;
  readonly title: string;
}

/** The visitor's side of one conversation: keeps it in step with the server and carries out what is wanted. */
export interface Session {
  state(): State;
  setOpen(open: boolean): void;
  send(text: string): void;
  choose(seq: number, choice: Choice): void;
  /** Articles that the text being typed may be after; none when that is not to be known now. */
  suggest(text: string): Promise<readonly Suggestion[]>;
  openArticle(article: Suggestion): void;
  /** Resolves when the state is what the server has now, or after a moment in which it says nothing. */
  refresh(): Promise<void>;
  callHuman(): void;
  leaveQueue(): void;
  rateAnswer(answer: number, helpful: boolean | null): void;
  rateChat(stars: number): void;
  /** Leaves a message in the form; returns its id, by which it is found in the outbox and among the events. */
  submit(form: { text: string; email?: string; phone?: string }): string;
  end(): void;
  /** Leaves the ended conversation behind. */
  beginAnew(): void;
  retry(id: string): void;
  discard(id: string): void;
  setTyping(typing: boolean): void;
  /** Who the visitor is, by a token of the portal; the server learns it with the next handshake, which is now. */
  identify(identity: string): void;
  /** What agents are to know of the visitor, in place of what they were told before. */
  describe(claims: VisitorClaims): void;
  /** Whether this browser remembers the conversation beyond its tabs. */
  remembers(): boolean;
  remember(on: boolean): void;
  /** Everything that the server has about the conversation. */
  exportData(): Promise<Answer<ReplyOf<VisitorAsks, 'conversation:export'>>>;
  /** Deletes the conversation, there and here. */
  erase(): Promise<Answer<object>>;
  /** Ends everything here; with `forget` nothing of the conversation stays in this tab. */
  close(forget: boolean): void;
}

export interface SessionOptions {
  /** Origin of the server. */
  readonly server: string;
  readonly memory: Memory;
  readonly identity: string | undefined;
  /** Called after every change. */
  changed(state: State): void;
  /** The server did not take what the page said about the visitor. */
  notDescribed(code: string): void;
  /** The visitor has left the portal in another tab. */
  loggedOut(): void;
}

/** Opens the conversation that this tab or another one has, or begins one. */
export function openSession(options: SessionOptions): Session {
  return new LiveSession(options);
}

class LiveSession implements Session {
  readonly #memory: Memory;
  readonly #options: SessionOptions;
  readonly #tabs: Tabs;
  #state = startState;
  readonly #kept: KeptConversation;
  readonly #description: Description;
  #identity: string | undefined;
  #connection: Connection<VisitorAsks> | undefined;
  /** Raised when the conversation is left, so that late answers to it are told apart. */
  #era = 0;
  /** One id for every try to begin, so that a lost acknowledgement does not begin two. */
  #startId = clientId();
  /** The last seq that agents know to be shown. */
  #shown = 0;
  #syncing = false;
  #sending = false;
  #unanswered = 0;
  /** Whoever has deleted everything is not described again before they say something. */
  #silent = false;
  #closed = false;
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#memory = options.memory;
    this.#kept = new KeptConversation(options.memory);
    this.#identity = options.identity;
    this.#description = new Description({
      mayTell: () => !this.#silent && this.#kept.token !== undefined && this.#state.line === 'up',
      tell: (claims) => this.#ask('visitor:describe', claims),
      later: (act) => this.#soon(act),
      refused: (code) => options.notDescribed(code),
    });
    this.#restore();
    this.#tabs = openTabs({
      known: () => this.#shared(),
      read: (token, seq) => token === this.#kept.token && this.#take({ type: 'read', seq }),
      loggedOut: () => options.loggedOut(),
    });
    void this.#connect(options.server);
  }

  state = () => this.#state;

  setOpen(open: boolean) {
    if (open === this.#state.open) return;
    this.#take({ type: open ? 'opened' : 'closed' });
    // The hours may have changed meanwhile, of which nobody tells.
    if (open && this.#kept.token !== undefined) void this.#sync();
  }

  send(text: string) {
    this.#command({ name: 'message:send', request: { clientId: clientId(), text }, label: text });
  }

  choose(seq: number, { id, label }: Choice) {
    this.#command({ name: 'message:send', request: { clientId: clientId(), choice: { seq, id } }, label });
  }

  async suggest(text: string) {
    const answer = await this.#connection?.ask('article:suggest', { text });
    return answer?.ok ? answer.articles : [];
  }

  openArticle({ id, title }: Suggestion) {
    this.#command({ name: 'message:send', request: { clientId: clientId(), article: id }, label: title });
  }

  refresh(): Promise<void> {
    return new Promise((resolve) => {
      this.#later(resolve, FRESH_MS);
      if (this.#kept.token !== undefined) void this.#sync().then(() => resolve());
    });
  }

  callHuman = () => this.#command({ name: 'handoff:request', request: { clientId: clientId() } });

  leaveQueue = () => this.#command({ name: 'handoff:leave', request: { clientId: clientId() } });

  rateAnswer(answer: number, helpful: boolean | null) {
    this.#command({ name: 'answer:rate', request: { clientId: clientId(), answer, helpful } });
  }

  rateChat(stars: number) {
    this.#command({ name: 'chat:rate', request: { clientId: clientId(), stars } });
  }

  submit(form: { text: string; email?: string; phone?: string }) {
    const id = clientId();
    this.#command({ name: 'request:submit', request: { clientId: id, ...form } });
    return id;
  }

  end = () => this.#command({ name: 'conversation:close', request: { clientId: clientId() } });

  beginAnew = () => void this.#leave(false);
  retry = (id: string) => this.#take({ type: 'retried', id });
  discard = (id: string) => this.#take({ type: 'discarded', id });

  setTyping(typing: boolean) {
    if (this.#state.status?.owner === 'agent') void this.#connection?.ask('typing:set', { typing });
  }

  identify(identity: string) {
    if (identity === this.#identity) return;
    this.#identity = identity;
    this.#take({ type: 'calmed' });
    this.#connection?.reconnect();
  }

  describe = (claims: VisitorClaims) => this.#description.set(claims);
  remembers = () => this.#kept.isRemembered();
  remember = (on: boolean) => this.#kept.remember(on, this.#state);

  exportData = () => this.#ask('conversation:export', {});

  async erase() {
    const era = this.#era;
    const answer = await this.#ask('conversation:erase', {});
    if (answer.ok && era === this.#era) {
      for (const entry of this.#state.outbox) this.#take({ type: 'discarded', id: idOf(entry) });
      this.#silent = true;
      this.#kept.erase();
      this.#startAnew(false);
      this.#connection?.reconnect();
    }
    return answer;
  }

  close(forget: boolean) {
    this.#closed = true;
    this.#connection?.close();
    this.#tabs.close();
    for (const timer of this.#timers) clearTimeout(timer);
    if (forget) this.#memory.clear();
  }

  #command(command: Command) {
    this.#silent = false;
    this.#take({ type: 'commanded', command });
  }

  #restore() {
    const outbox = unpack(this.#memory.get('lotse.outbox'));
    this.#state = { ...startState, ...this.#kept.restore(), outbox };
  }

  /** The one way in: reduce, keep, show, and do what the new state calls for. */
  #take(input: Input) {
    if (this.#closed) return;
    const before = this.#state;
    this.#state = reduce(before, input);
    this.#keep(before);
    this.#options.changed(this.#state);
    void this.#description.tell();
    this.#tellShown();
    void this.#catchUp();
    void this.#sendNext();
  }

  /** Tells agents and other tabs how far the visitor has been shown the chat; a window that nobody sees shows nothing. */
  #tellShown() {
    const { open, joined, read } = this.#state;
    if (!open || !joined || document.hidden || read <= this.#shown) return;
    this.#shown = read;
    if (this.#kept.token !== undefined) this.#tabs.tellRead(this.#kept.token, read);
    void this.#connection?.ask('conversation:read', { seq: read });
  }

  #keep(before: State) {
    const { outbox, open, read } = this.#state;
    if (outbox !== before.outbox) this.#memory.set('lotse.outbox', outbox.length > 0 ? pack(outbox) : null);
    if (open !== before.open || read !== before.read) this.#kept.keep(this.#state);
  }

  /** What a further tab needs to go on with this conversation; one that ended is not handed over. */
  #shared(): Shared | undefined {
    const { status, read } = this.#state;
    return this.#kept.token === undefined || status?.closed ? undefined : { token: this.#kept.token, read };
  }

  /** Takes over the conversation of another tab; what was read there is no news here. */
  #goOn(shared: Shared | undefined) {
    if (shared === undefined) return;
    this.#kept.goOn(shared.token, this.#state);
    this.#take({ type: 'read', seq: shared.read });
  }

  async #connect(server: string) {
    if (this.#kept.token === undefined) this.#goOn(await this.#tabs.ask());
    if (this.#closed) return;
    this.#connection = connect<VisitorAsks, VisitorTold>({
      server,
      namespace: '/visitor',
      auth: () => ({
        protocol: PROTOCOL_VERSION,
        ...(this.#kept.token ? { token: this.#kept.token } : this.#kept.previous()),
        ...(this.#identity && { identity: this.#identity }),
      }),
      told: {
        'event:added': ({ event }) => this.#take({ type: 'added', event }),
        'status:changed': ({ status }) => this.#take({ type: 'status', status }),
        'conversation:erased': () => void this.#leave(true),
        heartbeat: ({ seq, epoch }) => this.#take({ type: 'heartbeat', seq, epoch }),
      },
      lineChanged: (line) => this.#take({ type: 'line', line }),
      refused: (code, help) => this.#handshakeRefused(code, help),
      woken: () => void this.#sync(),
    });
  }

  #handshakeRefused(code: string, help: HandshakeHelp = {}): boolean {
    if (code === 'outdated') this.#take({ type: 'outdated' });
    else if (isLost(code)) this.#forgetConversation(true);
    else if (isKeptOut(code)) this.#take({ type: 'kept-out', error: { code, ref: '', ...help } });
    return code !== 'outdated' && !isKeptOut(code);
  }

  /** Begins when there is no conversation yet, else asks for what is missing. */
  async #catchUp() {
    if (this.#syncing || this.#state.line !== 'up' || !needsSync(this.#state)) return;
    this.#syncing = true;
    const begins = this.#kept.token === undefined;
    const done = await (begins ? this.#begin() : this.#sync());
    this.#syncing = false;
    if (done) void this.#catchUp();
    // If only the answer to the beginning was lost, this line has a conversation whose token we shall never see.
    else this.#soon(() => (begins ? this.#connection?.reconnect() : this.#catchUp()));
  }

  async #begin(): Promise<boolean> {
    const era = this.#era;
    const answer = await this.#ask('conversation:start', { clientId: this.#startId });
    if (era !== this.#era) return true;
    if (!answer.ok) return false;
    this.#kept.goOn(answer.token, this.#state);
    return true;
  }

  async #sync(): Promise<boolean> {
    const era = this.#era;
    const since = lastSeq(this.#state);
    const { known } = this.#state;
    const answer = await this.#ask('conversation:sync', { since });
    if (era !== this.#era) return true;
    if (answer.ok) this.#take({ type: 'synced', since, known, ...answer });
    else if (isLost(answer.error.code)) void this.#leave(true);
    else return false;
    return true;
  }

  /** Sends the oldest command that waits; the next one only after its acknowledgement, which keeps the order. */
  async #sendNext() {
    const entry = head(this.#state.outbox);
    if (this.#sending || entry === undefined || this.#kept.token === undefined || this.#state.line !== 'up')
      return;
    this.#sending = true;
    const era = this.#era;
    const id = idOf(entry);
    const answer = await this.#ask(entry.name, entry.request);
    // A line that is lost is no reason to wait: the next one takes it along at once.
    const again = !answer.ok && isPassing(answer.error) && this.#state.line === 'up';
    if (!again) this.#sending = false;
    if (era === this.#era) this.#answered(id, answer);
    if (!again) return;
    this.#later(
      () => {
        this.#sending = false;
        void this.#sendNext();
      },
      Math.min(AGAIN_AT_MOST_MS, AGAIN_MS * Math.max(1, entry.tries)),
    );
  }

  #answered(id: string, answer: Answer<{ seq: number }>) {
    if (!answer.ok && answer.error.code === 'signed-out') void this.#leave(true);
    else if (!answer.ok) this.#take({ type: 'refused', id, error: answer.error });
    else {
      this.#take({ type: 'acknowledged', id });
      const era = this.#era;
      const { seq } = answer;
      this.#later(() => era === this.#era && this.#take({ type: 'reached', seq }), EVENT_DELAY_MS);
    }
  }

  /** Asks; after two time-outs in a row on a line that seems up it is taken for dead. */
  async #ask<K extends keyof VisitorAsks>(name: K, request: RequestOf<VisitorAsks, K>) {
    const connection = this.#connection;
    if (connection === undefined) return unanswered;
    const answer = await connection.ask(name, request);
    this.#unanswered = !answer.ok && answer.error.code === 'unanswered' ? this.#unanswered + 1 : 0;
    if (this.#unanswered >= 2 && this.#state.line === 'up' && !this.#closed) connection.reconnect();
    return answer;
  }

  /** Leaves a conversation that ended, or that the server does not know any more, for a new one. */
  async #leave(lost: boolean) {
    this.#forgetConversation(lost);
    // Another tab may have gone on already. Of a lost conversation it knows no more than we do.
    if (!lost) this.#goOn(await this.#tabs.ask());
    if (!this.#closed) this.#connection?.reconnect();
  }

  #forgetConversation(lost: boolean) {
    this.#kept.forget(lost);
    this.#startAnew(lost);
  }

  #startAnew(lost: boolean) {
    this.#era++;
    this.#shown = 0;
    this.#startId = clientId();
    this.#description.startAnew();
    this.#take({ type: 'begun-anew', lost });
  }

  #soon(act: () => void) {
    this.#later(act, AGAIN_MS);
  }

  #later(act: () => void, ms: number) {
    if (this.#closed) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, ms);
    this.#timers.add(timer);
  }
}

const unanswered = { ok: false, error: { code: 'unanswered', ref: '' } } as const;

/** The token no longer opens a conversation. */
function isLost(code: string): boolean {
  return code === 'not-found' || code === 'signed-out';
}

/** Trying again changes nothing. */
function isKeptOut(code: string): code is 'blocked' | 'unidentified' {
  return code === 'blocked' || code === 'unidentified';
}
