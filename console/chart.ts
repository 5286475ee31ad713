import type { HourFigures } from '../protocol/desk.ts';

/** One hour's two bars; heights are shares of the whole, 0 to 1. */
export type HourBars = {
  readonly hour: number;
  readonly conversations: number;
  readonly handoffs: number;
};

export type Chart = {
  readonly bars: readonly HourBars[];
  /** The value at the upper edge, a round number; at least 4, so that a single chat is no tower. */
  readonly top: number;
};

/** Hours that are always shown, so that an early morning does not look like a whole day. */
const ALWAYS = { from: 8, to: 19 };

/** The hours of the day that have something in them, and at least those of the usual service. */
export function chartOf(hours: readonly HourFigures[]): Chart {
  const busy = hours.filter((one) => one.conversations + one.handoffs > 0).map(({ hour }) => hour);
  const [from, to] = [Math.min(ALWAYS.from, ...busy), Math.max(ALWAYS.to, ...busy)];
  const shown = hours.filter(({ hour }) => hour >= from && hour <= to);
  const top = roundUp(Math.max(4, ...shown.flatMap((one) => [one.conversations, one.handoffs])));
  const bars = shown.map(({ hour, conversations, handoffs }) => ({
    hour,
    conversations: conversations / top,
    handoffs: handoffs / top,
  }));
  return { bars, top };
}

/** The next of 4, 10, 20, 40, 100, 200 … whose half and quarter read well. */
function roundUp(value: number): number {
  for (let step = 1; ; step *= 10) {
    const found = [4, 10, 20].find((one) => one * step >= value);
    if (found !== undefined) return found * step;
  }
}
