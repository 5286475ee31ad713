import type { Scores } from './engine.ts';
import { type Corpus, isAnswer } from './targets.ts';

/** How much each scorer counts, in the order of `scorerValues`. None is negative. */
export type FusionWeights = readonly number[];

/** An article or flow with its fused score; `probability` is its share among them all. */
export interface Ranked {
  readonly target: number;
  readonly score: number;
  readonly probability: number;
}

/** Names of the scorers, for people. */
export const SCORERS = ['classifier', 'index', 'example', 'examples', 'title'] as const;

const LOWEST_LOG = -12;

/** What each scorer says about one target, in the order of `SCORERS`, on comparable scales. */
export function scorerValues(scores: Scores, target: number): number[] {
  const { nearness, index, logProbability } = scores;
  return [
    logProbability ? Math.max(LOWEST_LOG, logProbability[target]!) : 0,
    10 * index[target]!,
    10 * nearness.best[target]!,
    10 * nearness.three[target]!,
    10 * nearness.title[target]!,
  ];
}

/** Ranks the articles and flows of the corpus, best first. */
export function rank(scores: Scores, corpus: Corpus, weights: FusionWeights): Ranked[] {
  const ranked: Ranked[] = [];
  corpus.targets.forEach((it, target) => {
    if (!isAnswer(it)) return;
    const values = scorerValues(scores, target);
    const score = values.reduce((sum, value, i) => sum + value * weights[i]!, 0);
    ranked.push({ target, score, probability: 0 });
  });
  return withShares(ranked);
}

/** The same articles, best first, with each one's share among them (softmax of the scores). */
export function withShares(articles: readonly Ranked[]): Ranked[] {
  const ranked = articles.toSorted((a, b) => b.score - a.score || a.target - b.target);
  const top = ranked[0]?.score ?? 0;
  const sum = ranked.reduce((total, { score }) => total + Math.exp(score - top), 0);
  return ranked.map(({ target, score }) => ({ target, score, probability: Math.exp(score - top) / sum }));
}

/** A question of which the right article is known. */
export interface Judged {
  readonly scores: Scores;
  readonly target: number;
}

const STEPS = 80;
const RATE = 0.5;

/** Fits the weights listwise: the right article's share among the articles is to become large (softmax, no negative weight). */
export function fitFusion(judged: readonly Judged[], corpus: Corpus, start: FusionWeights): FusionWeights {
  const articles = corpus.targets.flatMap((it, target) => (isAnswer(it) ? [target] : []));
  const lists = judged.map(({ scores, target }) => ({
    values: articles.map((article) => scorerValues(scores, article)),
    right: articles.indexOf(target),
  }));
  let weights = [...start];
  for (let step = 0; step < STEPS; step++) {
    const gradient = listwiseGradient(lists, weights);
    weights = weights.map((weight, i) => Math.max(0, weight - RATE * gradient[i]!));
  }
  return weights;
}

interface List {
  readonly values: readonly (readonly number[])[];
  readonly right: number;
}

function listwiseGradient(lists: readonly List[], weights: readonly number[]): number[] {
  const gradient = new Array<number>(weights.length).fill(0);
  for (const { values, right } of lists) {
    const scores = values.map((row) => row.reduce((sum, value, i) => sum + value * weights[i]!, 0));
    const top = Math.max(...scores);
    const shares = scores.map((score) => Math.exp(score - top));
    const sum = shares.reduce((total, share) => total + share, 0);
    values.forEach((row, article) => {
      const error = (shares[article]! / sum - (article === right ? 1 : 0)) / lists.length;
      for (let i = 0; i < row.length; i++) gradient[i]! += error * row[i]!;
    });
  }
  return gradient;
}
