import { describeError } from '../refusal.ts';
import { RequestError } from '../request-error.ts';
import type { Attendance } from './attendance.ts';
import type { ChatParts } from './parts.ts';
import { AGENT_GRACE_MS } from './presence.ts';
import { takeTurn } from './turn.ts';

/** How often rows with due times are looked at. */
export const TICK_MS = 1_000;
const BATCH = 200;

/**
 * Turns due alarms and lost agents into inputs. Both are rows with times, never timers, so that a restart forgets
 * nothing. Agents count as lost only once this process has run for as long as they may be gone: after a restart
 * they need that time to come back. Who has a socket here is noted first, so that a machine that slept does not
 * take its own agents for lost.
 */
export function createAlarms(
  parts: ChatParts,
  attendance: Attendance,
): { start(): () => void; tick(): Promise<void> } {
  const startedAt = parts.clock.now();
  let running: Promise<void> | undefined;
  const round = async () => {
    await attendance.refresh();
    await ringDue(parts);
    if (parts.clock.now() - startedAt >= AGENT_GRACE_MS) await requeueLost(parts);
  };
  const tick = () => {
    running ??= round()
      .catch((error) => parts.log.error('alarms.failed', { error: describeError(error) }))
      .finally(() => {
        running = undefined;
      });
    return running;
  };
  return { tick, start: () => parts.clock.every(TICK_MS, () => void tick()) };
}

/** When an alarm that could not be taken rings again. */
const AGAIN_MS = 60_000;

/** One conversation that cannot take its alarm must not keep the others from theirs. */
async function ringDue(parts: ChatParts): Promise<void> {
  for (const alarm of await parts.store.dueAlarms(parts.clock.now(), BATCH)) {
    const { conversation, kind } = alarm;
    try {
      await takeTurn(parts, conversation, 'desk', { type: 'alarm', kind });
    } catch (error) {
      if (isOver(error)) await parts.store.dropAlarm(conversation, kind);
      else {
        parts.log.error('alarm.failed', { conversation, event: kind, error: describeError(error) });
        await parts.store.postponeAlarm(conversation, kind, parts.clock.now() + AGAIN_MS);
      }
    }
  }
}

/** The conversation has ended, so there is nothing left to ring for. */
function isOver(error: unknown): boolean {
  return error instanceof RequestError && (error.code === 'closed' || error.code === 'not-found');
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
