import { describe, expect, it } from 'vitest';
import { oneAtATime } from '../../console/retries.ts';

describe('what may run only once at a time', () => {
  it('runs once more for all who asked while it ran', async () => {
    const ends: (() => void)[] = [];
    const run = oneAtATime(() => new Promise<void>((resolve) => ends.push(resolve)));
    const first = run();
    const [second, third] = [run(), run()];
    expect(ends).toHaveLength(1);
    ends[0]?.();
    await first;
    await Promise.resolve();
    expect(ends).toHaveLength(2);
    ends[1]?.();
    await Promise.all([second, third]);
    expect(ends).toHaveLength(2);
  });

  it('can run again after it failed', async () => {
    let runs = 0;
    const run = oneAtATime(async () => {
      runs += 1;
      if (runs === 1) throw new Error('first');
    });
    await expect(run()).rejects.toThrow('first');
    await run();
    expect(runs).toBe(2);
  });
});
