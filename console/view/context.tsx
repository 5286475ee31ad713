import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { Desk } from '../desk.ts';
import type { Sessions } from '../sessions.ts';
import type { Settings } from '../settings.ts';
import { type Attempt, type ConsoleState, startState } from '../state.ts';

/** What every view can reach: the state to show, how this browser wants it, and what an agent can do. */
export type World = {
  readonly state: ConsoleState;
  readonly desk: Desk;
  readonly sessions: Sessions;
  readonly settings: Settings;
  changeSettings(change: Partial<Settings>): void;
};

const Context = createContext<World | undefined>(undefined);
export const WorldProvider = Context.Provider;

export function useWorld(): World {
  const world = useContext(Context);
  if (world === undefined)
    throw new Error('useWorld is called outside of WorldProvider: wrap the view in it');
  return world;
}

/** How the attempt of that name stands. */
export function useAttempt(what: string): Attempt {
  return useWorld().state.attempts[what] ?? idle;
}
const idle: Attempt = { busy: false };

/** True for a supervisor. */
export function useSupervisor(): boolean {
  const { session } = useWorld().state;
  return session.phase === 'signed-in' && session.agent.role === 'supervisor';
}

/** The server's time in UTC milliseconds, moving once a second. */
export function useNow(skew = startState.skew): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now + skew;
}
