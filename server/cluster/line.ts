import pg from 'pg';
import type { Log } from '../log.ts';

/** How long a connection or an answer is waited for before the line counts as dead. */
const ANSWER_MS = 4_000;
/** How often a line that says nothing is asked whether it still stands. */
const PING_MS = 5_000;
/** Pauses before the line is opened again: twice as long each time, half of it chance. */
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 3_000;
/** Tries to open it for the first time; after a line that has stood they have no end. */
const FIRST_TRIES = 5;

export interface LineOptions {
  readonly url: string;
  readonly channel: string;
  readonly log: Log;
  /** Hears what any process said on the channel, this one too. */
  readonly heard: (payload: string) => void;
  /** Called whenever the line stands, before anything else goes through it. `again`: it had been lost. */
  readonly opened: (query: Query, again: boolean) => Promise<void>;
}

export type Query = (
  text: string,
  values?: readonly unknown[],
) => Promise<readonly Record<string, unknown>[]>;

/**
 * One connection to PostgreSQL that listens on a channel and is opened again without end: after a restart of the
 * database, and when it falls silent without an end (a machine gone, a cable pulled).
 */
export class Line {
  readonly #options: LineOptions;
  #query: Query | undefined;
  #hangUp = () => {};
  #closed = false;
  #wake = () => {};
  readonly #ended: Promise<void>;
  /** Settles when it has stood for the first time. Rejects with the last reason when it never does. */
  readonly ready: Promise<void>;

  constructor(options: LineOptions) {
    this.#options = options;
    let opened = () => {};
    let gaveUp: (reason: unknown) => void = () => {};
    this.ready = new Promise((resolve, reject) => {
      opened = resolve;
      gaveUp = reject;
    });
    this.#ended = this.#keep(opened, gaveUp);
  }

  /** Runs a statement; undefined while the line is down, or when it breaks meanwhile. */
  readonly query = async (text: string, values?: readonly unknown[]) => {
    try {
      return await this.#query?.(text, values);
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) this.#hangUp();
      return undefined;
    }
  };

  async close(): Promise<void> {
    this.#closed = true;
    this.#wake();
    this.#hangUp();
    await this.#ended;
  }

  async #keep(opened: () => void, gaveUp: (reason: unknown) => void): Promise<void> {
    let failures = 0;
    for (let times = 0; !this.#closed; ) {
      try {
        await this.#hold(times > 0, () => {
          times += 1;
          failures = 0;
          opened();
        });
      } catch (error) {
        failures += 1;
        this.#options.log.warn('cluster.line.failed', { count: failures, code: codeOf(error) });
        if (times === 0 && failures >= FIRST_TRIES) {
          this.#closed = true;
          gaveUp(error);
        }
      }
      if (!this.#closed) await this.#pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures));
    }
  }

  /** Opens the line and resolves when it has ended. */
  async #hold(again: boolean, opened: () => void): Promise<void> {
    const { url, channel, heard, log } = this.#options;
    const client = new pg.Client({
      connectionString: url,
      application_name: 'lotse-news',
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS,
      keepAlive: true,
    });
    const ended = new Promise<void>((resolve) => client.once('end', resolve));
    client.on('error', () => {});
    client.on('notification', ({ payload }) => heard(payload ?? ''));
    const query = oneByOne(async (text, values = []) => (await client.query(text, [...values])).rows);
    const ping = setInterval(() => void this.query('select 1'), PING_MS);
    this.#hangUp = () => void client.end().catch(() => {});
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      await this.#options.opened(query, again);
      this.#query = query;
      if (again) log.info('cluster.line.back');
      opened();
      await ended;
      if (!this.#closed) log.warn('cluster.line.lost');
    } finally {
      clearInterval(ping);
      this.#query = undefined;
      this.#hangUp();
    }
  }

  #pause(longest: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, longest * (0.5 + Math.random() / 2));
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** PostgreSQL's or the system's code, never the message: that may quote an address. */
function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : 'unknown';
}

/** The client wants its queries one after the other. */
function oneByOne(query: Query): Query {
  let last: Promise<unknown> = Promise.resolve();
  return (text, values) => {
    const result = last.then(() => query(text, values));
    last = result.catch(() => {});
    return result;
  };
}
