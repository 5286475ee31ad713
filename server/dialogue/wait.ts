import type { QueueWait } from '../../protocol/conversation.ts';
import type { Pace } from './world.ts';

/** Fewer chats than this say nothing about the next one. */
const LEAST_CHATS = 5;
const MINUTE_MS = 60_000;

/** A range for a wait, in milliseconds. */
export interface WaitRange {
  readonly from: number;
  readonly to: number;
}

/**
 * How long the visitor at a place of the queue still waits, judged by recent chats; undefined when too little is
 * known or nobody takes chats. With all places taken one falls free every `handling / places` on average; the
 * visitor needs as many of them as stand before, and the own one. The range runs from the quicker quarter of the
 * recent chats, with the first place falling free at once, to the slower quarter, with it falling free last.
 * @param place 1 = next
 */
export function waitRange(place: number, pace: Pace | undefined): WaitRange | undefined {
  if (pace === undefined || pace.places === 0 || pace.handling.length < LEAST_CHATS) return undefined;
  const sorted = pace.handling.toSorted((a, b) => a - b);
  const free = Math.max(0, pace.places - pace.used);
  const before = Math.max(0, place - free);
  return {
    from: (Math.max(0, before - 1) * quantile(sorted, 0.25)) / pace.places,
    to: ((before + 1) * quantile(sorted, 0.75)) / pace.places,
  };
}

/** The range in whole minutes, as people are told it. */
export function queueWait(place: number, pace: Pace | undefined): QueueWait | undefined {
  const range = waitRange(place, pace);
  if (range === undefined) return undefined;
  const fromMinutes = Math.floor(range.from / MINUTE_MS);
  return { fromMinutes, toMinutes: Math.max(fromMinutes + 1, Math.ceil(range.to / MINUTE_MS)) };
}

/** By linear interpolation between the sorted values. */
export function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const [low = 0, high = low] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
}
