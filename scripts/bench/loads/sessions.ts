import { chance } from '../kernel/chance.ts';
import { Guest, inCrowd } from '../kernel/guest.ts';
import type { Load } from './index.ts';

export interface SessionsOptions {
  readonly house: number;
  readonly sessions: number;
  readonly questions: readonly string[];
  readonly seed: number;
}

const AT_ONCE = 10;

/** Visitors who come, ask one question and leave. */
export async function sessionsLoad({ house, sessions, questions, seed }: SessionsOptions): Promise<Load> {
  const random = chance(seed);
  let before = 0;
  return async () => {
    const begun = performance.now();
    await inCrowd(sessions, AT_ONCE, async (number) => {
      const guest = await Guest.come({ port: house, number: before + number, spread: true });
      await guest.sync();
      await guest.ask(questions[Math.floor(random() * questions.length)] ?? '');
      guest.wire.close();
    });
    before += sessions;
    return { perSecond: (sessions / (performance.now() - begun)) * 1_000 };
  };
}
