import { Guest, inCrowd } from '../kernel/guest.ts';
import type { Load } from './index.ts';

export interface LinesOptions {
  readonly house: number;
  readonly lines: number;
  /** The first visitor's number. */
  readonly from: number;
}

/** Visitors who only keep their lines open. */
export async function linesLoad({ house, lines, from }: LinesOptions): Promise<Load> {
  await inCrowd(lines, 20, async (number) => {
    const guest = await Guest.come({ port: house, number: from + number });
    await guest.sync();
    return guest;
  });
  return async () => ({});
}
