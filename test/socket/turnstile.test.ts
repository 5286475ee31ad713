import { describe, expect, it } from 'vitest';
import { Turnstile } from '../../server/socket/turnstile.ts';
import { UnderWay } from '../../server/socket/under-way.ts';

/** Lets everything run that does not wait for another turn of the event loop. */
const settled = () => new Promise((resolve) => process.nextTick(resolve));

describe('the turnstile', () => {
  it('lets a few through in one turn of the event loop, all in their order', async () => {
    const turnstile = new Turnstile();
    const done: number[] = [];
    const all = Array.from({ length: 100 }, (_, n) =>
      turnstile.run(async () => {
        done.push(n);
      }),
    );
    await settled();
    const first = done.length;
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(10);
    await Promise.all(all);
    expect(done).toEqual(Array.from({ length: 100 }, (_, n) => n));
  });

  it('hands on results and failures, and is not blocked by a failure', async () => {
    const turnstile = new Turnstile();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 30 }, (_, n) =>
        turnstile.run(async () => {
          if (n % 2 === 0) throw new Error(`${n}`);
          return n;
        }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(15);
    expect(await turnstile.run(async () => 'again')).toBe('again');
  });

  it('sends away who would wait longer than clients do', async () => {
    const turnstile = new Turnstile();
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const running = Array.from({ length: 5_000 }, () => turnstile.run(() => gate).catch(({ code }) => code));
    open();
    const refused = (await Promise.all(running)).filter((outcome) => outcome === 'slow-down');
    expect(refused.length).toBeGreaterThan(500);
    expect(refused.length).toBeLessThan(1_500);
  });
});

describe('what is under way', () => {
  it('is waited for at the leaving, and nothing is taken afterwards', async () => {
    const underWay = new UnderWay();
    let finish = () => {};
    const work = underWay.run(
      () =>
        new Promise<void>((resolve) => {
          finish = resolve;
        }),
    );
    let left = false;
    const leaving = underWay.leave().then(() => {
      left = true;
    });
    await expect(underWay.run(async () => 1)).rejects.toMatchObject({ code: 'unavailable' });
    await settled();
    expect(left).toBe(false);
    finish();
    await Promise.all([work, leaving]);
    expect(left).toBe(true);
  });

  it('is nothing at once when nobody has asked, also after failures', async () => {
    const underWay = new UnderWay();
    await expect(underWay.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(underWay.leave()).resolves.toBeUndefined();
  });
});
