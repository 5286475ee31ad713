import { type Action, type ConsoleState, reduce, startState } from './state.ts';

/** Holds the state and tells who wants to know of a change. */
export interface Store {
  get(): ConsoleState;
  dispatch(action: Action): void;
  /** Returns what ends it. */
  subscribe(listener: () => void): () => void;
}

export function createStore(): Store {
  let state = startState;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    dispatch(action) {
      const next = reduce(state, action);
      if (next === state) return;
      state = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
