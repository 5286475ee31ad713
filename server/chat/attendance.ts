import type { ChatParts } from './parts.ts';

/** How often the store is told that the agents' sockets are alive; well below the grace time. */
const TOUCH_MS = 5_000;

/** Which agents have a socket in this process. */
export interface Attendance {
  /** An agent's socket came; returns what tells that it went. */
  came(agent: string): Promise<() => void>;
  start(): () => void;
}

/** Keeps the rows of agents fresh while they have a socket here; a row that goes stale counts as gone. */
export function createAttendance(parts: ChatParts): Attendance {
  const sockets = new Map<string, number>();
  const count = (agent: string, change: 1 | -1) => {
    const left = (sockets.get(agent) ?? 0) + change;
    if (left === 0) sockets.delete(agent);
    else sockets.set(agent, left);
  };
  const touch = (agents: readonly string[]) => parts.store.touchAgents(agents, parts.clock.now());
  return {
    async came(agent) {
      count(agent, 1);
      await touch([agent]);
      let there = true;
      return () => {
        if (there) count(agent, -1);
        there = false;
      };
    },
    start: () =>
      parts.clock.every(TOUCH_MS, () => {
        touch([...sockets.keys()]).catch((error) => parts.log.error('touch.failed', { error: String(error) }));
      }),
  };
}
