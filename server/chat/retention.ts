import { addDays, instantOf, localTime } from '../hours/local-time.ts';
import { weekOf } from '../hours/week.ts';
import { newId } from '../ids.ts';
import { describeError } from '../refusal.ts';
import type { Due, EraseCursor } from '../store/store.ts';
import type { ChatParts } from './parts.ts';

/** How long what is kept, in days of the calendar. */
export interface Retention {
  readonly abandoned: number;
  readonly conversations: number;
  readonly requests: number;
  readonly gaps: number;
  readonly audit: number;
  readonly statistics: number;
}

/** What holds when the operator says nothing else. */
export const usualRetention: Retention = {
  abandoned: 30,
  conversations: 180,
  requests: 90,
  gaps: 90,
  audit: 365,
  statistics: 1_095,
};

/** How often it is looked whether this day's turn is still to be taken, and whether files are still to be cleared. */
const LOOK_MS = 60_000;
/** A process that dies in the middle leaves the rest to others after this. */
const CLAIM_MS = 10 * 60_000;
/** When the day's turn is due, on the desk's clock: few people write then. */
const DUE_MS_OF_DAY = 3 * 60 * 60 * 1000;
/** Conversations, or rows of another kind, in one transaction, so that messages come in between. */
const BATCH = 100;
const LEASE = 'retention';

export interface RetentionJob {
  start(): void;
  /** Begins nothing new; what was not done is done after the next start. */
  stop(): void;
  /** Looks now instead of at the next look. */
  look(): Promise<void>;
  /** Resolves when what is under way has ended. */
  idle(): Promise<void>;
}

/**
 * Deletes once a day what has been kept long enough. Whose turn the day is, a row says, never a timer: of several
 * processes one does it, and what a dead one left another takes up.
 */
export function createRetention(parts: ChatParts): RetentionJob {
  let running: Promise<void> | undefined;
  let stopped = false;
  let scrubbed = true;
  let stopLooking = () => {};
  const round = async () => {
    if ((await eraseToday(parts, () => !stopped)) > 0) scrubbed = false;
    if (!scrubbed) scrubbed = await parts.store.scrub();
  };
  const look = () => {
    running ??= round()
      .catch((error) => parts.log.error('retention.failed', { error: describeError(error) }))
      .finally(() => {
        running = undefined;
      });
    return running;
  };
  return {
    look,
    start() {
      const stopTicking = parts.clock.every(LOOK_MS, () => void look());
      // Whoever erased has tried to clear the files; a reader may have kept it from that.
      const unsubscribe = parts.cluster.subscribe((news) => {
        if (news.type === 'erased') scrubbed = false;
      });
      stopLooking = () => {
        stopTicking();
        unsubscribe();
      };
    },
    stop() {
      stopped = true;
      stopLooking();
    },
    idle: async () => running,
  };
}

/** @returns How many rows were deleted. */
async function eraseToday(parts: ChatParts, goesOn: () => boolean): Promise<number> {
  const { store, clock } = parts;
  // Not the process, but this turn: the lease is kept until tomorrow, from this process too.
  const turn = newId();
  const keep = (until: number) => store.takeLease(LEASE, turn, clock.now(), until);
  if (!(await keep(clock.now() + CLAIM_MS))) return 0;
  const due = dueNow(parts);
  const more = async () => goesOn() && (await keep(clock.now() + CLAIM_MS));
  const conversations = await eraseConversations(parts, due, more);
  const rows = await eraseRows(parts, due, more);
  if (!goesOn()) {
    await store.dropLease(LEASE, turn);
    return conversations + rows;
  }
  if (conversations > 0) {
    await store.addAudit({ id: newId(), at: clock.now(), action: 'retention', count: conversations });
    parts.cluster.publish({ type: 'inbox' });
  }
  parts.log.info('retention.done', { count: conversations });
  await keep(tomorrow(parts));
  return conversations + rows;
}

async function eraseConversations(
  { store, cluster }: ChatParts,
  due: Due,
  goesOn: () => Promise<boolean>,
): Promise<number> {
  let count = 0;
  let after: EraseCursor | undefined;
  do {
    const page = await store.eraseDue(due, after, BATCH);
    for (const conversation of page.erased) cluster.publish({ type: 'erased', conversation });
    count += page.erased.length;
    after = page.next;
  } while (after !== undefined && (await goesOn()));
  return count;
}

async function eraseRows({ store }: ChatParts, due: Due, goesOn: () => Promise<boolean>): Promise<number> {
  let count = 0;
  while (await goesOn()) {
    const erased = await store.eraseDueRows(due, BATCH);
    count += erased;
    if (erased === 0) break;
  }
  return count;
}

/** Periods count in days of the desk's calendar, so that a change of the clock makes no day shorter. */
function dueNow({ clock, retention, inForce }: ChatParts): Due {
  const { zone } = inForce().knowledge.hours;
  const now = clock.now();
  const { date, msOfDay } = localTime(zone, now);
  const ago = (days: number) => instantOf(zone, addDays(date, -days), msOfDay);
  return {
    now,
    abandoned: ago(retention.abandoned),
    conversations: ago(retention.conversations),
    requests: ago(retention.requests),
    gaps: ago(retention.gaps),
    audit: ago(retention.audit),
    usageBefore: weekOf(zone, ago(retention.statistics)),
  };
}

function tomorrow({ clock, inForce }: ChatParts): number {
  const { zone } = inForce().knowledge.hours;
  const { date } = localTime(zone, clock.now());
  return instantOf(zone, addDays(date, 1), DUE_MS_OF_DAY);
}
