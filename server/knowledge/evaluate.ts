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
  /** Articles, best first, whatever was decided. */
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
export function isRight({ entries, flow, also }: Case, decision: Decision, knowledge: Knowledge): boolean {
  if (also.includes(decision.kind)) return true;
  const flows = new Set(entries.flatMap((id) => knowledge.articles.get(id)?.offers ?? []));
  if (flow !== undefined) flows.add(flow);
  for (const name of also) if (name.startsWith('flow:')) flows.add(name.slice(5));
  switch (decision.kind) {
    case 'answer':
      return [decision.article, ...decision.also].some((id) => entries.includes(id));
    case 'flow':
      return flows.has(decision.flow);
    case 'choices':
      return decision.options.some(({ kind, id }) => (kind === 'flow' ? flows.has(id) : entries.includes(id)));
    default:
      return false;
  }
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
      return [...rankResults(asked, ranked), ladderResult(decision, right, answers)];
  }
}

function rankResults({ entries, flow, also }: Case, ranked: readonly string[]): Result[] {
  const satisfies = (id: string): boolean => entries.includes(id) || flow === id || also.includes(`flow:${id}`);
  if (!ranked.slice(0, 3).some(satisfies)) return [];
  return ranked[0] !== undefined && satisfies(ranked[0]) ? ['first', 'firstThree'] : ['firstThree'];
}

function ladderResult(decision: Decision, right: boolean, answers: boolean): Result {
  if (decision.kind === 'choices') return right ? 'choicesRight' : 'choicesWrong';
  if (right) return 'answeredRight';
  return answers ? 'wrong' : 'refused';
}

/** Which article was answered or ranked first instead of the right one, most frequent first. */
export function confusionsOf(outcomes: readonly Outcome[]): { expected: string; got: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { case: asked, ranked } of outcomes) {
    const got = ranked[0];
    const expected = asked.entries[0];
    if (got === undefined || expected === undefined || asked.entries.includes(got)) continue;
    const key = `${expected}\n${got}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts]
    .map(([key, count]) => ({ expected: key.split('\n')[0]!, got: key.split('\n')[1]!, count }))
    .toSorted((a, b) => b.count - a.count || a.expected.localeCompare(b.expected));
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
