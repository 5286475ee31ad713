/** A message that an agent has sent off and that has not yet come back as an event. */
export type Outgoing = {
  readonly clientId: string;
  readonly conversation: string;
  readonly text: string;
  /** Waiting: goes out by itself. Stored: acknowledged, its event is still to come. Failed: refused for good. */
  readonly state: 'waiting' | 'stored' | 'failed';
  /** Why it failed, as a sentence. */
  readonly problem?: string;
};

/** In the order in which they were written. */
export type Outbox = readonly Outgoing[];

/** The next of a conversation to go out: one at a time, so that the order is kept. */
export function head(outbox: Outbox, conversation: string): Outgoing | undefined {
  return outbox.find((one) => one.conversation === conversation && one.state === 'waiting');
}

/** Conversations with something to send, in the order of their oldest message. */
export function addressees(outbox: Outbox): string[] {
  return [...new Set(outbox.filter(({ state }) => state === 'waiting').map((one) => one.conversation))];
}

export function markStored(outbox: Outbox, clientId: string): Outbox {
  return change(outbox, clientId, ({ problem: _, ...one }) => ({ ...one, state: 'stored' }));
}

export function markFailed(outbox: Outbox, clientId: string, problem: string): Outbox {
  return change(outbox, clientId, (one) => ({ ...one, state: 'failed', problem }));
}

/** Sends a failed one again, under the same id and behind what was written since. */
export function resend(outbox: Outbox, clientId: string): Outbox {
  const failed = outbox.find((one) => one.clientId === clientId && one.state === 'failed');
  if (failed === undefined) return outbox;
  const { problem: _, ...again } = failed;
  return [...discard(outbox, clientId), { ...again, state: 'waiting' }];
}

export function discard(outbox: Outbox, clientId: string): Outbox {
  return outbox.filter((one) => one.clientId !== clientId);
}

/** Takes out what has become an event, acknowledged or not. The same outbox when there is nothing to take out. */
export function settle(outbox: Outbox, clientIds: ReadonlySet<string>): Outbox {
  return outbox.some((one) => clientIds.has(one.clientId))
    ? outbox.filter((one) => !clientIds.has(one.clientId))
    : outbox;
}

/** For the tab's storage. */
export function pack(outbox: Outbox): string {
  return JSON.stringify(outbox);
}

/**
 * Reads what `pack` wrote; anything else is an empty outbox. What had been acknowledged goes out once more: the
 * server knows its id, and its event may not have reached the page before it was left.
 */
export function unpack(packed: string | null): Outbox {
  try {
    const read: unknown = JSON.parse(packed ?? '[]');
    if (!Array.isArray(read)) return [];
    return read
      .filter(isOutgoing)
      .map((one) => (one.state === 'stored' ? { ...one, state: 'waiting' } : one));
  } catch {
    return [];
  }
}

function isOutgoing(value: unknown): value is Outgoing {
  const one = value as Partial<Outgoing> | null;
  return [one?.clientId, one?.conversation, one?.text, one?.state].every(
    (field) => typeof field === 'string',
  );
}

function change(outbox: Outbox, clientId: string, to: (one: Outgoing) => Outgoing): Outbox {
  return outbox.map((one) => (one.clientId === clientId ? to(one) : one));
}
