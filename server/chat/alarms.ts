import { isOpen } from '../hours/schedule.ts';
import { describeError } from '../refusal.ts';
import { RequestError, Unavailable } from '../request-error.ts';
import { offerWaiting } from './assign.ts';
import type { Attendance } from './attendance.ts';
import { isUnattended, tellWaiting } from './desk.ts';
import type { ChatParts } from './parts.ts';
import { AGENT_GRACE_MS } from './presence.ts';
import { takeTurn } from './turn.ts';

/** How often rows with due times are looked at. */
export const TICK_MS = 1_000;
const BATCH = 200;

export interface Alarms {
  start(): void;
  /** Rings no further; what was claimed is left to the other processes, or to the next start. */
  stop(): void;
  /** Looks at due times now instead of at the next tick. */
  tick(): Promise<void>;
  /** Resolves when the round under way has ended. */
  idle(): Promise<void>;
}

/**
 * Turns due alarms and lost agents into inputs. Both are rows with times, never timers, so that a restart forgets
 * nothing. Agents count as lost only once this process has run, and the database answered, for as long as they may be
 * gone: after a restart or an outage they, and the processes that note them, need that time to come back. Who has a
 * socket here is noted first, so that a machine that slept does not take its own agents for lost.
 */
export function createAlarms(parts: ChatParts, attendance: Attendance): Alarms {
  let steadySince = parts.clock.now();
  let running: Promise<void> | undefined;
  let stopped = false;
  const watchQueue = createQueueWatch(parts);
  let stopTicking = () => {};
  const round = async () => {
    await attendance.refresh();
    await ringDue(parts, () => !stopped);
    await offerWaiting(parts);
    const steady = parts.clock.now() - steadySince >= AGENT_GRACE_MS;
    if (steady) await requeueLost(parts);
    await watchQueue(steady);
  };
  const tick = () => {
    running ??= round()
      .catch((error) => {
        if (error instanceof Unavailable) steadySince = parts.clock.now();
        parts.log.error('alarms.failed', { error: describeError(error) });
      })
      .finally(() => {
        running = undefined;
      });
    return running;
  };
  return {
    tick,
    start() {
      stopTicking = parts.clock.every(TICK_MS, () => void tick());
    },
    stop() {
      stopped = true;
      stopTicking();
    },
    idle: async () => running,
  };
}

/** For how long a process has the alarms that it took; what it did not get done by then is rung again. */
const CLAIM_MS = 60_000;

/**
 * One conversation that cannot take its alarm must not keep the others from theirs. Several processes may ring at
 * once: each alarm is claimed by one of them, and its turn holds only if the alarm is still set as it was claimed.
 */
async function ringDue(parts: ChatParts, goesOn: () => boolean): Promise<void> {
  const now = parts.clock.now();
  for (const { conversation, kind, dueAt } of await parts.store.claimAlarms(now, now + CLAIM_MS, BATCH)) {
    if (!goesOn()) return;
    try {
      await takeTurn(parts, conversation, 'desk', { type: 'alarm', kind }, { rings: { kind, dueAt } });
    } catch (error) {
      if (isOver(error)) await parts.store.dropAlarm(conversation, kind);
      else if (!isTaken(error))
        parts.log.error('alarm.failed', { conversation, event: kind, error: describeError(error) });
    }
  }
}

/** It was set anew, or dropped, while it was about to ring. */
function isTaken(error: unknown): boolean {
  return error instanceof RequestError && error.code === 'stale';
}

/** The conversation has ended, so there is nothing left to ring for. */
function isOver(error: unknown): boolean {
  return error instanceof RequestError && (error.code === 'closed' || error.code === 'not-found');
}

/**
 * Tells those who wait what nobody's command brought about: the last agent's line is gone too long, they joined
 * while the desk was being paused, or the hours were changed to end sooner than their alarm knows.
 * @returns What looks; `steady` is false as long as agents may only seem gone.
 */
function createQueueWatch(parts: ChatParts): (steady: boolean) => Promise<void> {
  let attended = true;
  return async (steady) => {
    const now = parts.clock.now();
    const shut = !isOpen(parts.hours(), now) || (await parts.store.currentPause(now)) !== undefined;
    if (shut) return tellWaiting(parts, { type: 'desk-shut' });
    if (!steady) return;
    const before = attended;
    attended = !(await isUnattended(parts));
    if (before && !attended) await tellWaiting(parts, { type: 'nobody-left' });
  };
}

async function requeueLost(parts: ChatParts): Promise<void> {
  for (const { conversation, id, epoch } of await parts.store.lostHandoffs(
    parts.clock.now() - AGENT_GRACE_MS,
  ))
    await takeTurn(parts, conversation, 'desk', { type: 'agent-lost' }, { handoff: { id, epoch } }).catch(
      (error) => {
        if (error instanceof RequestError) return;
        parts.log.error('requeue.failed', { conversation, error: describeError(error) });
      },
    );
}
