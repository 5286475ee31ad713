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
      .catch((error) => parts.log.error('alarms.failed', { error: String(error) }))
      .finally(() => {
        running = undefined;
      });
    return running;
  };
  return { tick, start: () => parts.clock.every(TICK_MS, () => void tick()) };
}

async function ringDue(parts: ChatParts): Promise<void> {
  for (const alarm of await parts.store.dueAlarms(parts.clock.now(), BATCH)) {
    try {
      await takeTurn(parts, alarm.conversation, 'desk', { type: 'alarm', kind: alarm.kind });
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      await parts.store.dropAlarm(alarm.conversation, alarm.kind);
    }
  }
}

async function requeueLost(parts: ChatParts): Promise<void> {
  for (const handoff of await parts.store.lostHandoffs(parts.clock.now() - AGENT_GRACE_MS)) {
    const { conversation, id, epoch } = handoff;
    await takeTurn(parts, conversation, 'desk', { type: 'agent-lost' }, { handoff: { id, epoch } }).catch(
      (error) => {
        if (!(error instanceof RequestError)) throw error;
      },
    );
  }
}
