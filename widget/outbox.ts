import type { RequestOf } from '../protocol/requests.ts';
import type { VisitorAsks } from '../protocol/visitor.ts';
import type { Refused } from './shared/connection.ts';

type WithClientId = {
  [K in keyof VisitorAsks]: RequestOf<VisitorAsks, K> extends { clientId: string } ? K : never;
}[keyof VisitorAsks];

/** The asks that change a conversation. Each carries a `clientId`, so that sending it twice does no harm. */
export type CommandName = Exclude<WithClientId, 'conversation:start'>;

/** One ask on its way. `label` is what the visitor sees of it before the server has stored it. */
export type Command = {
  [K in CommandName]: { name: K; request: RequestOf<VisitorAsks, K>; label?: string };
}[CommandName];

/**
 * Waiting: not acknowledged; with an error the server has been in trouble for a while. Stored: acknowledged, its event
 * is still to come. Failed: refused; it goes out again only when the visitor says so.
 */
export type Entry = Command & { state: 'waiting' | 'stored' | 'failed'; error?: Refused; tries: number };

/** What the visitor wants done, oldest first. One at a time is on its way, so the order is kept. */
export type Outbox = readonly Entry[];

const TRIES = 4;

/** The asks whose event carries their `clientId`; the others change the owner or answer in words. */
const RETURNING: ReadonlySet<CommandName> = new Set([
  'message:send',
  'request:submit',
  'answer:rate',
  'chat:rate',
]);

export const idOf = (command: Command): string => command.request.clientId;

/** The next to be sent: the oldest that waits. */
export function head(outbox: Outbox): Entry | undefined {
  return outbox.find((entry) => entry.state === 'waiting');
}

export function add(outbox: Outbox, command: Command): Outbox {
  return [...outbox, { ...command, state: 'waiting', tries: 0 }];
}

/** The server has it. What comes back as an event stays until then, so that nothing flickers. */
export function acknowledge(outbox: Outbox, id: string): Outbox {
  return change(outbox, id, (entry) =>
    RETURNING.has(entry.name) ? [{ ...withoutError(entry), state: 'stored' }] : [],
  );
}

/** Nobody knows whether it arrived, or the server is in trouble: it stays, and goes out again with its id. */
export function refuse(outbox: Outbox, id: string, error: Refused): Outbox {
  return change(outbox, id, (entry) => {
    if (error.code === 'unanswered' || error.code === 'slow-down') return [entry];
    const tries = entry.tries + 1;
    if (isPassing(error) && tries < TRIES) return [{ ...entry, tries }];
    // The same error as long as it lasts: it is told once.
    if (error.code === 'unavailable' && isWritten(entry))
      return [{ ...entry, tries, error: entry.error ?? error }];
    return isWritten(entry) ? [{ ...entry, tries, error, state: 'failed' }] : [];
  });
}

/** Words of the visitor's own, which must not be lost; a refused press of a button is only reported. */
export function isWritten(command: Command): boolean {
  return command.name === 'message:send' || command.name === 'request:submit';
}

/** True when the same ask may be granted a moment later. */
export function isPassing(error: Refused): boolean {
  return ['unanswered', 'slow-down', 'unavailable', 'internal'].includes(error.code);
}

/** The visitor wants a failed one sent after all: it takes its turn behind what waits. */
export function retry(outbox: Outbox, id: string): Outbox {
  const entry = outbox.find((one) => idOf(one) === id && one.state === 'failed');
  return entry === undefined
    ? outbox
    : [...discard(outbox, id), { ...withoutError(entry), state: 'waiting', tries: 0 }];
}

export function discard(outbox: Outbox, id: string): Outbox {
  return outbox.filter((entry) => idOf(entry) !== id);
}

/** Takes out what has become an event, whichever tab sent it and whether or not its acknowledgement arrived. */
export function settle(outbox: Outbox, ids: ReadonlySet<string>): Outbox {
  return outbox.some((entry) => ids.has(idOf(entry)))
    ? outbox.filter((entry) => !ids.has(idOf(entry)))
    : outbox;
}

/** What is still of use in another conversation: typed words. Choices and ratings point into the old one. */
export function carryOver(outbox: Outbox): Outbox {
  return outbox.filter(
    (entry) =>
      entry.state !== 'stored' &&
      (entry.name === 'request:submit' || (entry.name === 'message:send' && 'text' in entry.request)),
  );
}

/** For the tab's storage: what is stored at the server needs no keeping here. */
export function pack(outbox: Outbox): string {
  return JSON.stringify(outbox.filter((entry) => entry.state !== 'stored'));
}

/** Reads what `pack` wrote; anything else is an empty outbox. */
export function unpack(packed: string | null): Outbox {
  try {
    const outbox: unknown = JSON.parse(packed ?? '[]');
    return Array.isArray(outbox) ? outbox.filter(isEntry) : [];
  } catch {
    return [];
  }
}

function isEntry(value: unknown): value is Entry {
  const entry = value as Partial<Entry> | null;
  return typeof entry?.name === 'string' && typeof entry.request?.clientId === 'string';
}

function change(outbox: Outbox, id: string, to: (entry: Entry) => Entry[]): Outbox {
  return outbox.flatMap((entry) => (idOf(entry) === id ? to(entry) : [entry]));
}

function withoutError(entry: Entry): Entry {
  const { error: _, ...rest } = entry;
  return rest as Entry;
}
