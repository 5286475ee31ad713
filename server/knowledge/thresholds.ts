import type { Place } from './cross-validation.ts';
import type { Risk } from './judgement.ts';

/** A held-out phrase with the two probabilities. */
export interface Weighed {
  readonly place: Place;
  /** Whether its first article is right. */
  readonly right: boolean;
  readonly pRight: number;
  readonly pScope: number;
}

export interface Thresholds {
  readonly answerFrom: number;
  readonly answerScopeFrom: number;
  readonly scopeFrom: number;
}

/** How many thresholds of scope are tried. */
const TRIES = 60;
/** The last one tried lets only this share of the questions in scope be answered. */
const LEAST_ANSWERED = 0.1;

/** The thresholds that answer most questions rightly within the stated risks. */
export function fitThresholds(
  inside: readonly Weighed[],
  outside: readonly Weighed[],
  risk: Risk,
): Thresholds {
  const scopes = inside.map(({ pScope }) => pScope).toSorted((a, b) => a - b);
  const quantile = (share: number): number => scopes[Math.floor(share * scopes.length)] ?? 0;
  let best = { answered: -1, answerFrom: 1, answerScopeFrom: 1 };
  for (let step = 0; step < TRIES; step++) {
    const share = risk.refused + (step / (TRIES - 1)) * (1 - LEAST_ANSWERED - risk.refused);
    const answerScopeFrom = quantile(share);
    const reached = ({ pScope }: Weighed): boolean => pScope >= answerScopeFrom;
    const answerFrom = leastRight(inside, outside, reached, risk);
    const answered = inside.filter((it) => it.right && reached(it) && it.pRight >= answerFrom).length;
    if (answered > best.answered) best = { answered, answerFrom, answerScopeFrom };
  }
  return {
    answerFrom: best.answerFrom,
    answerScopeFrom: best.answerScopeFrom,
    scopeFrom: quantile(risk.refused),
  };
}

function leastRight(
  inside: readonly Weighed[],
  outside: readonly Weighed[],
  reached: (it: Weighed) => boolean,
  risk: Risk,
): number {
  const left = outside.filter(({ place }) => place === 'left-out');
  const other = outside.filter(({ place }) => place !== 'left-out');
  return Math.max(
    thresholdFor(
      inside.filter((it) => !it.right && reached(it)),
      risk.wrong * inside.length,
    ),
    thresholdFor(other.filter(reached), risk.answered * other.length),
    thresholdFor(left.filter(reached), risk.nearMiss * left.length),
  );
}

/** The smallest threshold that at most `allowed` of the phrases reach. */
function thresholdFor(phrases: readonly Weighed[], allowed: number): number {
  const sorted = phrases.map(({ pRight }) => pRight).toSorted((a, b) => b - a);
  const first = sorted[Math.floor(allowed)];
  return first === undefined ? 0 : first + 1e-9;
}
