import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chartOf } from '../../console/chart.ts';

const hours = (values: readonly [number, number][]) =>
  Array.from({ length: 24 }, (_, hour) => ({
    hour,
    conversations: values[hour]?.[0] ?? 0,
    handoffs: values[hour]?.[1] ?? 0,
    abandoned: 0,
  }));

it('shows the usual service hours, and more when there was more', () => {
  expect(chartOf(hours([])).bars.map(({ hour }) => hour)).toEqual([
    8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
  ]);
  const early = hours([
    [0, 0],
    [3, 0],
  ]);
  expect(chartOf(early).bars[0]).toEqual({ hour: 1, conversations: 0.75, handoffs: 0 });
});

it('keeps every bar within the drawing, to scale, under a top that halves to a whole number', () => {
  const value = fc.nat({ max: 5_000 });
  const days = fc.array(fc.tuple(value, value), { minLength: 24, maxLength: 24 });
  fc.assert(
    fc.property(days, (values) => {
      const { bars, top } = chartOf(hours(values));
      expect(Number.isInteger(top / 2)).toBe(true);
      for (const { hour, conversations, handoffs } of bars) {
        expect(conversations).toBeLessThanOrEqual(1);
        expect(conversations * top).toBeCloseTo(values[hour]?.[0] ?? 0);
        expect(handoffs * top).toBeCloseTo(values[hour]?.[1] ?? 0);
      }
    }),
  );
});
