import { useEffect, useRef, useState } from 'preact/hooks';
import type { AgentAsks } from '../../protocol/agent.ts';
import type { ReplyOf, RequestOf } from '../../protocol/requests.ts';
import { sentence } from '../refusals.ts';
import { useWorld } from './context.tsx';

export type Loaded<T> = { readonly value?: T; readonly problem?: string; reload(): void };

/**
 * What a page of its own shows: asked when it opens, when the request changes, after a lost line, and every so often.
 * A refusal is shown beside what was there before.
 * @param everyMs 0: only then
 */
export function useLoaded<K extends keyof AgentAsks & string>(
  name: K,
  request: RequestOf<AgentAsks, K>,
  everyMs = 0,
): Loaded<ReplyOf<AgentAsks, K>> {
  const { desk, state } = useWorld();
  const [answer, setAnswer] = useState<{ value?: ReplyOf<AgentAsks, K>; problem?: string }>({});
  const latest = useRef(0);
  const load = async () => {
    const mine = ++latest.current;
    const got = await desk.ask(name, request);
    if (mine !== latest.current) return;
    setAnswer(got.ok ? { value: got } : (before) => ({ ...before, problem: sentence(got.error) }));
  };
  const key = JSON.stringify(request);
  const online = state.line === 'up';
  useEffect(() => {
    if (!online) return;
    void load();
    const timer = everyMs > 0 ? setInterval(() => void load(), everyMs) : undefined;
    return () => clearInterval(timer);
  }, [key, online]);
  useEffect(() => () => void ++latest.current, []);
  return { ...answer, reload: () => void load() };
}
