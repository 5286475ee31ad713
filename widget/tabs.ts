/** How long another tab of the same origin has to hand over the conversation. */
const ANSWER_MS = 150;

/** A conversation that goes on in several tabs. */
export interface Shared {
  readonly token: string;
  /** The visitor has been shown everything up to this seq. */
  readonly read: number;
}

/** What tabs of one origin tell each other. */
type Told =
  | { type: 'who' }
  | { type: 'logout' }
  | ({ type: 'token' } & Shared)
  | { type: 'read'; token: string; seq: number };

export interface Tabs {
  /** Asks the other tabs for the conversation that is open there; resolves after at most 150 ms. */
  ask(): Promise<Shared | undefined>;
  tellRead(token: string, seq: number): void;
  close(): void;
}

export interface TabsOptions {
  /** The conversation to hand over, if there is one that goes on. */
  known(): Shared | undefined;
  /** Another tab has shown the visitor everything up to here. */
  read(token: string, seq: number): void;
  /** The visitor has left the portal in another tab; the launcher there tells. */
  loggedOut(): void;
}

/** Speaks to the other tabs; alone where the browser has no BroadcastChannel. */
export function openTabs(options: TabsOptions): Tabs {
  if (typeof BroadcastChannel === 'undefined')
    return { ask: () => Promise.resolve(undefined), tellRead: () => {}, close: () => {} };
  const channel = new BroadcastChannel('lotse');
  const tell = (told: Told) => channel.postMessage(told);
  let received: ((shared: Shared) => void) | undefined;
  channel.onmessage = ({ data }: MessageEvent<Told>) => {
    if (data.type === 'token') received?.(data);
    if (data.type === 'logout') options.loggedOut();
    if (data.type === 'read') options.read(data.token, data.seq);
    const known = data.type === 'who' ? options.known() : undefined;
    if (known !== undefined) tell({ type: 'token', ...known });
  };
  return {
    ask: () =>
      new Promise((resolve) => {
        received = resolve;
        setTimeout(resolve, ANSWER_MS, undefined);
        tell({ type: 'who' });
      }),
    tellRead: (token, seq) => tell({ type: 'read', token, seq }),
    close: () => channel.close(),
  };
}
