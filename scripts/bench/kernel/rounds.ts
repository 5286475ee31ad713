import type { Figure, Measured, VoidedRound } from './row.ts';

/** Above this 99th percentile of its own event-loop delay a generator has measured itself. */
export const MOST_LAG_MS = 5;
/** Fewer good rounds than this give no figure. */
export const LEAST_ROUNDS = 3;

/** What a generator hands back after a round: its own lag, and numbers by name. */
export interface Round {
  readonly lagMs: number;
  readonly values: Readonly<Record<string, number>>;
}

export interface Rounds {
  readonly good: readonly Round['values'][];
  readonly voided: readonly VoidedRound[];
}

/**
 * Measures until there are as many good rounds as wanted. A round in which the generator lagged is void and made once
 * more, up to as many times as rounds are wanted.
 */
export async function measureRounds(
  wanted: number,
  measure: (round: number) => Promise<Round>,
): Promise<Rounds> {
  const good: Round['values'][] = [];
  const voided: VoidedRound[] = [];
  for (let round = 0; good.length < wanted && voided.length <= wanted; round++) {
    const { lagMs, values } = await measure(round);
    if (lagMs > MOST_LAG_MS) voided.push({ lagMs });
    else good.push(values);
  }
  return { good, voided };
}

/** One number of every good round. */
export function valuesOf({ good }: Rounds, name: string): number[] {
  return good.map((values) => {
    const value = values[name];
    if (value === undefined) throw new Error(`A round measured no ${name}.`);
    return value;
  });
}

/** A number of every good round as a figure. @param most What its median should not be above. */
export function figureOf(rounds: Rounds, what: string, unit: string, name: string, most?: number): Figure {
  return {
    what,
    unit,
    rounds: valuesOf(rounds, name),
    ...(most !== undefined && { reach: { of: 'value', most } as const }),
  };
}

/** Several measurements as one. */
export function joined(...parts: readonly Measured[]): Measured {
  return {
    figures: parts.flatMap(({ figures }) => figures),
    voided: parts.flatMap(({ voided }) => voided),
  };
}
