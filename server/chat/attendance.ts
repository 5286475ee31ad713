import type { ChatParts } from './parts.ts';

/** How often the store is told that the agents' sockets are alive; well below the grace time. */
const TOUCH_MS = 5_000;

/** Which agents have a socket in this process. */
export interface Attendance {
  /** An agent's socket came; returns what tells that it went. */
  came(agent: string): Promise<() => void>;
  /** Tells the store that the sockets are alive, when it has not been told for a while. */
  refresh(): Promise<void>;
}

/** Keeps the rows of agents fresh while they have a socket here; a row that goes stale counts as gone. */
export function createAttendance(parts: ChatParts): Attendance {
  const sockets = new Map<string, number>();
  const count = (agent: string, change: 1 | -1) => {
    const left = (sockets.get(agent) ?? 0) + change;
    if (left === 0) sockets.delete(agent);
    else sockets.set(agent, left);
  };
  let touchedAt = 0;
  return {
    async came(agent) {
      await parts.store.touchAgents([agent], parts.clock.now());
      count(agent, 1);
      let there = true;
      return () => {
        if (there) count(agent, -1);
        there = false;
      };
    },
    async refresh() {
      const now = parts.clock.now();
      if (now - touchedAt < TOUCH_MS) return;
      touchedAt = now;
      await parts.store.touchAgents([...sockets.keys()], now);
    },
  };
}
