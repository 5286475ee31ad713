import { Neighbour } from '../support/neighbour.ts';

/*
 * Visitors who behave, in a process of their own, so that their times say nothing of the one that does the harm. They
 * measure until they are told to stop, then tell what they have measured.
 */

/** What the process is told to do, and what it tells. */
export interface Move {
  readonly url: string;
  readonly count: number;
  readonly pauseMs: number;
}
export type Order = Move | 'begin' | 'end';
export interface Measured {
  readonly times: readonly number[];
  readonly failed: number;
}

let neighbours: Neighbour[] = [];
let stop = () => {};
let measuring: Promise<number[][]> = Promise.resolve([]);

async function moveIn({ url, count, pauseMs }: Move): Promise<void> {
  neighbours = await Promise.all(
    Array.from({ length: count }, (_, n) =>
      Neighbour.move(url, { 'x-forwarded-for': `203.0.113.${n}` }, pauseMs),
    ),
  );
  process.send?.('moved');
}

function begin(): void {
  const told = new Promise<void>((resolve) => {
    stop = resolve;
  });
  measuring = Promise.all(neighbours.map((neighbour) => neighbour.during(told)));
}

async function end(): Promise<void> {
  stop();
  const times = (await measuring).flat();
  const failed = neighbours.reduce((sum, neighbour) => sum + neighbour.failed, 0);
  process.send?.({ times, failed } satisfies Measured);
}

process.on('message', (order: Order) => {
  if (order === 'begin') begin();
  else if (order === 'end') void end();
  else void moveIn(order);
});
process.on('disconnect', () => process.exit(0));
