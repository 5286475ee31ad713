import type { Call, Returned } from './children.ts';

export type Calls = Readonly<Record<string, (...args: never[]) => unknown>>;

/** Answers the calls of the parent process, and ends with it. */
export function serveCalls(calls: Calls): void {
  const answer = async ({ id, call, args }: Call): Promise<Returned> => {
    try {
      const called = calls[call];
      if (called === undefined) throw new Error(`There is no call ${call}.`);
      return { id, result: await called(...(args as never[])) };
    } catch (error) {
      return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
  };
  process.on('message', (call: Call) => {
    answer(call).then((returned) => process.connected && process.send?.(returned));
  });
  process.on('disconnect', () => process.exit(0));
}
