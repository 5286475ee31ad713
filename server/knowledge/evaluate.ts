import { z } from 'zod';
import type { Decision } from './decision.ts';
import type { Knowledge } from './knowledge.ts';

/** A question with what would be right. */
export const Case = z.object({
  q: z.string(),
  expect: z.enum(['answer', 'flow', 'none', 'handoff', 'smalltalk']),
  /** Articles that satisfy, best first. */
  entries: z.array(z.string()).default([]),
  flow: z.string().optional(),
  /** Other right outcomes: a kind, or `flow:ID`. */
  also: z.array(z.string()).default([]),
  /** Manner of asking. */
  style: z.string().default('any'),
});
export type Case = z.infer<typeof Case>;

/** What the assistant made of a case. */
export interface Outcome {
  readonly case: Case;
  readonly decision: Decision;
  /** Articles and flows (`article:ID`, `flow:ID`), best first, whatever was decided. */
  readonly ranked: readonly string[];
}

/** Counts; shares are to be taken of `inScope`, `outOfScope`, `handoffs` or `smalltalks`. */
export interface Totals {
  inScope: number;
  first: number;
  firstThree: number;
  answeredRight: number;
  choicesRight: number;
  choicesWrong: number;
  wrong: number;
  refused: number;
  outOfScope: number;
  outRefused: number;
  outAnswered: number;
  outChoices: number;
  handoffs: number;
  handoffsRecognised: number;
  handoffsAnswered: number;
  smalltalks: number;
  smalltalksRecognised: number;
}

type Result = Exclude<keyof Totals, 'inScope' | 'outOfScope' | 'handoffs' | 'smalltalks'>;

/** Whether one of the things that were said or offered satisfies the case. */
export function isRight(asked: Case, decision: Decision, knowledge: Knowledge): boolean {
  if (asked.also.includes(decision.kind)) return true;
  const right = rightNames(asked, knowledge);
  switch (decision.kind) {
    case 'answer':
      return [decision.article, ...decision.also].some((id) => right.has(`article:${id}`));
    case 'flow':
      return right.has(`flow:${decision.flow}`);
    case 'choices':
      return decision.options.some(({ kind, id }) => right.has(`${kind}:${id}`));
    default:
      return false;
  }
}

/** What satisfies a case: its articles, the flow named, flows that its articles offer. */
function rightNames({ entries, flow, also }: Case, knowledge: Knowledge): Set<string> {
  const offered = entries.flatMap((id) => knowledge.articles.get(id)?.offers ?? []);
  return new Set([
    ...entries.map((id) => `article:${id}`),
    ...[...offered, ...(flow === undefined ? [] : [flow])].map((id) => `flow:${id}`),
    ...also.filter((name) => name.startsWith('flow:')),
  ]);
}

/** Adds up the outcomes by the rule of `isRight`. */
export function totalsOf(outcomes: readonly Outcome[], knowledge: Knowledge): Totals {
  const totals = emptyTotals();
  for (const outcome of outcomes) {
    for (const result of resultsOf(outcome, knowledge)) totals[result]++;
    totals[DENOMINATORS[outcome.case.expect]]++;
  }
  return totals;
}

const DENOMINATORS = {
  answer: 'inScope',
  flow: 'inScope',
  none: 'outOfScope',
  handoff: 'handoffs',
  smalltalk: 'smalltalks',
} as const;

function resultsOf({ case: asked, decision, ranked }: Outcome, knowledge: Knowledge): Result[] {
  const answers = decision.kind === 'answer' || decision.kind === 'flow';
  const right = isRight(asked, decision, knowledge);
  switch (asked.expect) {
    case 'none':
      return [answers ? 'outAnswered' : decision.kind === 'choices' ? 'outChoices' : 'outRefused'];
    case 'handoff':
      if (decision.kind === 'handoff') return ['handoffsRecognised'];
      return answers && !right ? ['handoffsAnswered'] : [];
    case 'smalltalk':
      return decision.kind === 'smalltalk' ? ['smalltalksRecognised'] : [];
    default:
      return [...rankResults(rightNames(asked, knowledge), ranked), ladderResult(decision, right, answers)];
  }
}

function rankResults(right: ReadonlySet<string>, ranked: readonly string[]): Result[] {
  if (!ranked.slice(0, 3).some((name) => right.has(name))) return [];
  return ranked[0] !== undefined && right.has(ranked[0]) ? ['first', 'firstThree'] : ['firstThree'];
}

function ladderResult(decision: Decision, right: boolean, answers: boolean): Result {
  if (decision.kind === 'choices') return right ? 'choicesRight' : 'choicesWrong';
  if (right) return 'answeredRight';
  return answers ? 'wrong' : 'refused';
}

/** Which article was answered or ranked first instead of the right one, most frequent first. */
export function confusionsOf(
  outcomes: readonly Outcome[],
  knowledge: Knowledge,
): { expected: string; got: string; count: number }[] {
  const counts = new Map<string, { expected: string; got: string; count: number }>();
  for (const { case: asked, ranked } of outcomes) {
    const got = ranked[0];
    const expected = asked.entries[0] ?? asked.flow;
    if (got === undefined || expected === undefined || rightNames(asked, knowledge).has(got)) continue;
    const pair = counts.get(`${expected} ${got}`) ?? { expected, got, count: 0 };
    counts.set(`${expected} ${got}`, { ...pair, count: pair.count + 1 });
  }
  return [...counts.values()].toSorted((a, b) => b.count - a.count || a.expected.localeCompare(b.expected));
}

function emptyTotals(): Totals {
  return {
    inScope: 0,
    first: 0,
    firstThree: 0,
    answeredRight: 0,
    choicesRight: 0,
    choicesWrong: 0,
    wrong: 0,
    refused: 0,
    outOfScope: 0,
    outRefused: 0,
    outAnswered: 0,
    outChoices: 0,
    handoffs: 0,
    handoffsRecognised: 0,
    handoffsAnswered: 0,
    smalltalks: 0,
    smalltalksRecognised: 0,
  };
}
