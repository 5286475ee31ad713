import { serveCalls } from './kernel/calls.ts';
import { watchLag } from './kernel/lag.ts';

/*
 * Loaded into the server under test before its own code (`node --expose-gc --import probe.mjs`), so that it can be
 * asked how it is. The server knows nothing of it.
 */

const lag = watchLag();
serveCalls({
  lag: () => lag.take(),
  memory: () => {
    // Twice, since what the first one frees may hold what only the second one reaches.
    (globalThis as { gc?: () => void }).gc?.();
    (globalThis as { gc?: () => void }).gc?.();
    return process.memoryUsage();
  },
});
// The server ends when it wants to, not when its parent does.
process.channel?.unref();
