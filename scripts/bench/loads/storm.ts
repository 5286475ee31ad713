import { backoff } from '../../../widget/shared/backoff.ts';
import { Guest, inCrowd } from '../kernel/guest.ts';
import { percentile } from '../kernel/statistics.ts';
import type { Load } from './index.ts';

export interface StormOptions {
  readonly house: number;
  readonly clients: number;
}

/** So many visitors who come back when their line ends, waiting as the widget does, until they have read all again. */
export async function stormLoad({ house, clients }: StormOptions): Promise<Load> {
  const back: number[] = [];
  let dropped: number | undefined;
  const watch = (guest: Guest, number: number) => {
    guest.wire.ended = () => {
      dropped ??= performance.now();
      comeBack(house, number, guest.token).then((again) => {
        back.push(performance.now());
        watch(again, number);
      });
    };
  };
  const guests = await inCrowd(clients, 20, async (number) => {
    const guest = await Guest.come({ port: house, number });
    await guest.sync();
    return guest;
  });
  guests.forEach(watch);
  return async () => {
    while (back.length < clients) await new Promise((resolve) => setTimeout(resolve, 5));
    const first = dropped ?? 0;
    const times = back.splice(0).map((at) => (at - first) / 1_000);
    dropped = undefined;
    return { p50: percentile(times, 0.5), p95: percentile(times, 0.95), all: Math.max(...times) };
  };
}

async function comeBack(port: number, number: number, token: string): Promise<Guest> {
  for (let attempt = 0; ; attempt++) {
    await new Promise((resolve) => setTimeout(resolve, backoff(attempt, Math.random())));
    try {
      const guest = await Guest.come({ port, number, token });
      await guest.sync(0);
      return guest;
    } catch {
      // Nobody listens yet, or the server asks to come later: the next attempt.
    }
  }
}
