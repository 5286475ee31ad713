import { serveCalls } from './kernel/calls.ts';
import type { LoadName } from './kernel/generator.ts';
import { watchLag } from './kernel/lag.ts';
import type { Round } from './kernel/rounds.ts';
import { type Load, loads } from './loads/index.ts';

/* The load generator's process. It is told what load to make, and hands back what it measured. */

const lag = watchLag();
let load: Load | undefined;

serveCalls({
  async open(name: LoadName, options: never) {
    load = await loads[name](options);
  },
  async round(): Promise<Round> {
    if (load === undefined) throw new Error('No load was opened.');
    lag.take();
    const values = await load();
    return { lagMs: lag.take().p99, values };
  },
});
