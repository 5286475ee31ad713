import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chance, shuffled } from '../../scripts/bench/kernel/chance.ts';
import { ChoiceError, readChoice } from '../../scripts/bench/kernel/choice.ts';
import { FrameReader, frameOf } from '../../scripts/bench/kernel/frames.ts';
import { numberText, reportFigure, tableOf } from '../../scripts/bench/kernel/report.ts';
import { MOST_LAG_MS, measureRounds, valuesOf } from '../../scripts/bench/kernel/rounds.ts';
import type { Figure, Row, Size } from '../../scripts/bench/kernel/row.ts';
import { median, percentile, slope } from '../../scripts/bench/kernel/statistics.ts';

describe('the statistics', () => {
  it('take the middle, whatever the order', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([])).toBeNaN();
  });

  it('take a percentile by the nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(percentile(hundred, 0.5)).toBe(50);
    expect(percentile(hundred, 0.99)).toBe(99);
    expect(percentile([7], 0.99)).toBe(7);
  });

  it('find the slope of a line, and of points around it', () => {
    expect(
      slope([
        [0, 5],
        [10, 25],
      ]),
    ).toBe(2);
    expect(
      slope([
        [0, 1],
        [1, 0],
        [2, 1],
        [3, 0],
      ]),
    ).toBeCloseTo(-0.2);
  });
});

describe('an order by chance', () => {
  it('is the same for the same seed and another for another', () => {
    const order = (seed: number) =>
      shuffled(
        Array.from({ length: 20 }, (_, number) => number),
        chance(seed),
      );
    expect(order(1)).toEqual(order(1));
    expect(order(1)).not.toEqual(order(2));
  });

  it('keeps everything, and gives every order its share', () => {
    const random = chance(3);
    const seen = new Map<string, number>();
    for (let time = 0; time < 6_000; time++) {
      const order = shuffled(['a', 'b', 'c'], random).join('');
      seen.set(order, (seen.get(order) ?? 0) + 1);
    }
    expect(seen.size).toBe(6);
    for (const count of seen.values()) expect(count).toBeGreaterThan(850);
  });
});

describe('rounds', () => {
  const rounds = (lags: readonly number[]) => {
    let made = 0;
    return measureRounds(3, async (round) => ({ lagMs: lags[made++] ?? 0, values: { ms: round } }));
  };

  it('are void when the generator lagged, and made once more', async () => {
    const all = await rounds([0, MOST_LAG_MS + 0.1, 0, MOST_LAG_MS]);
    expect(valuesOf(all, 'ms')).toEqual([0, 2, 3]);
    expect(all.voided).toEqual([{ lagMs: MOST_LAG_MS + 0.1 }]);
  });

  it('come to an end on a machine that always lags', async () => {
    const all = await rounds(Array.from({ length: 100 }, () => 50));
    expect(all.good).toEqual([]);
    expect(all.voided).toHaveLength(4);
  });

  it('name a number that was not measured', async () => {
    const all = await rounds([]);
    expect(() => valuesOf(all, 's')).toThrow('measured no s');
  });
});

describe('a figure', () => {
  const figure = (more: Partial<Figure>): Figure => ({ what: 'x', unit: 'ms', rounds: [3, 1, 2], ...more });
  const yardstick = { what: 'bare', rounds: [1, 1, 0.5] };

  it('has its median with the range', () => {
    expect(reportFigure(figure({})).value).toEqual({ median: 2, least: 1, most: 3, rounds: [3, 1, 2] });
  });

  it('is held against its yardstick round by round', () => {
    const { ratio, yardstick: bare } = reportFigure(figure({ yardstick }));
    expect(ratio?.rounds).toEqual([3, 1, 4]);
    expect(ratio?.median).toBe(3);
    expect(bare?.value.median).toBe(1);
  });

  it.each([
    [{ of: 'value', most: 2 }, 'met'],
    [{ of: 'value', most: 1.9 }, 'missed'],
    [{ of: 'ratio', most: 3 }, 'met'],
    [{ of: 'ratio', most: 2.9 }, 'missed'],
    [{ of: 'ratio', least: 3.1 }, 'missed'],
  ] as const)('with %o is %s', (reach, verdict) => {
    expect(reportFigure(figure({ yardstick, reach })).verdict).toBe(verdict);
  });

  it('of too few good rounds says nothing', () => {
    expect(reportFigure(figure({ rounds: [1, 1], reach: { of: 'value', most: 5 } })).verdict).toBe('void');
    expect(reportFigure(figure({ rounds: [] })).verdict).toBe('void');
  });
});

describe('the table', () => {
  it('shows figure, yardstick, ratio and whether it is reached, all columns even', () => {
    const rounds = [2, 2.5, 3];
    const figures = [
      reportFigure({
        what: 'p50',
        unit: 'ms',
        rounds,
        yardstick: { what: 'bare', rounds: [1, 1, 1] },
        reach: { of: 'ratio', most: 2 },
      }),
      reportFigure({ what: 'memory', unit: 'MiB', rounds: [12_345.6, 12_345.6, 12_345.6] }),
    ];
    const table = tableOf([{ name: 'row', title: '', seconds: 1, voided: [], figures }]);
    const [head, , first, second] = table.split('\n');
    expect(first).toMatch(
      /^\| row: p50 +\| 2\.5 ms \(2 – 3\) +\| bare 1 ms +\| 2\.5 × \(2 – 3\) +\| ≤ 2 × +\| MISSED \|$/,
    );
    expect(second).toMatch(/^\| row: memory +\| 12,346 MiB +\| – +\| – +\| – +\| +\|$/);
    expect(new Set([head, first, second].map((line) => line?.length)).size).toBe(1);
  });

  it('rounds to three digits', () => {
    expect([0.000_41, 0.412_3, 4.123, 41.23, 412.3, 41_234, 0].map(numberText)).toEqual([
      '0',
      '0.412',
      '4.12',
      '41.2',
      '412',
      '41,234',
      '0',
    ]);
  });
});

describe('the command line', () => {
  const row = (name: string, from: Size | 'named'): Row => ({
    name,
    from,
    title: '',
    measure: () => Promise.reject(new Error('not measured here')),
  });
  const all = [row('a', 'quick'), row('b', 'whole'), row('c', 'long'), row('d', 'named')];
  const chosen = (...args: string[]) => readChoice(args, all, () => 7);
  const names = (...args: string[]) => chosen(...args).rows.map(({ name }) => name);

  it('takes the rows of a size, or those that are named', () => {
    expect(names('--quick')).toEqual(['a']);
    expect(names()).toEqual(['a', 'b']);
    expect(names('--long')).toEqual(['a', 'b', 'c']);
    expect(names('d', 'b', '--quick')).toEqual(['b', 'd']);
  });

  it('takes a seed, or makes one', () => {
    expect(chosen('--seed', '42').seed).toBe(42);
    expect(chosen('a').seed).toBe(7);
  });

  it.each([
    [['e'], 'There is no row "e": choose from a, b, c, d.'],
    [['--quick', '--long'], 'either --quick or --long'],
    [['--seed', 'x'], '--seed takes a whole number'],
    [['--fast'], '--fast'],
  ])('%j is refused with a sentence', (args, sentence) => {
    expect(() => chosen(...args)).toThrow(ChoiceError);
    expect(() => chosen(...args)).toThrow(sentence);
  });
});

/** A client masks, a server does not: what one writes the other must read. */
function unmasked(frame: Buffer): Buffer {
  const length = frame[1]! & 0x7f;
  const head = length === 126 ? 4 : length === 127 ? 10 : 2;
  const bare = Buffer.concat([frame.subarray(0, head), frame.subarray(head + 4)]);
  bare[1] = length;
  return bare;
}

describe('WebSocket frames', () => {
  it('come out as they went in, however the stream is cut', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('ä'.repeat(70), 'x'.repeat(70_000)),
    );
    fc.assert(
      fc.property(
        fc.array(text, { maxLength: 5 }),
        fc.infiniteStream(fc.nat({ max: 200 })),
        (texts, cuts) => {
          const heard: string[] = [];
          const reader = new FrameReader(
            (one) => heard.push(one),
            () => heard.push('closed'),
          );
          let stream = Buffer.concat(texts.map((one) => unmasked(frameOf(one))));
          while (stream.length > 0) {
            const cut = stream.length > 50_000 ? 30_000 : 1 + (cuts.next().value ?? 0);
            reader.read(stream.subarray(0, cut));
            stream = stream.subarray(cut);
          }
          expect(heard).toEqual(texts);
        },
      ),
      { numRuns: 50 },
    );
  });
});
