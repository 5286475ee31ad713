import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How often the watch looks; what it measures includes this, so it is taken off again. */
const LOOK_MS = 1;

/** Watches how late this process's event loop is. */
export interface LagWatch {
  /** 99th percentile and longest delay in ms since the last look, which begins anew. */
  take(): { readonly p99: number; readonly most: number };
}

export function watchLag(): LagWatch {
  const histogram = monitorEventLoopDelay({ resolution: LOOK_MS });
  histogram.enable();
  return {
    take() {
      const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - LOOK_MS);
      const taken =
        histogram.count === 0
          ? { p99: 0, most: 0 }
          : { p99: late(histogram.percentile(99)), most: late(histogram.max) };
      histogram.reset();
      return taken;
    },
  };
}
