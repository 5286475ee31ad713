import type { Scores } from './engine.ts';
import { type Corpus, placesOf } from './targets.ts';

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

/** Of more answers than this only the best few are ranked; the others still count in the shares. */
const MOST_RANKED = 300;
const BEST = 50;

/** Ranks the articles and flows of the corpus, best first. */
export function rank(scores: Scores, corpus: Corpus, weights: FusionWeights): Ranked[] {
  return rankBy(fuse(scores, corpus, weights), corpus);
}

/** The fused score of every target; only those of articles and flows mean anything. */
export function fuse(
  { nearness: { best, three, title }, index, logProbability }: Scores,
  { targets }: Corpus,
  weights: FusionWeights,
): Float64Array {
  const [classifierWeight = 0, indexWeight = 0, bestWeight = 0, threeWeight = 0, titleWeight = 0] = weights;
  const fused = new Float64Array(targets.length);
  for (let t = 0; t < fused.length; t++) {
    const classifier = logProbability ? classifierWeight * Math.max(LOWEST_LOG, logProbability[t]!) : 0;
    fused[t] =
      classifier +
      10 *
        (indexWeight * index[t]! + bestWeight * best[t]! + threeWeight * three[t]! + titleWeight * title[t]!);
  }
  return fused;
}

/** Articles and flows by score, best first, with each one's share among them all (softmax of the scores). */
export function rankBy(fused: Float64Array, corpus: Corpus): Ranked[] {
  const { answers } = placesOf(corpus);
  let top = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < answers.length; i++) if (fused[answers[i]!]! > top) top = fused[answers[i]!]!;
  let sum = 0;
  for (let i = 0; i < answers.length; i++) sum += Math.exp(fused[answers[i]!]! - top);
  return bestOf(answers, fused).map((target) => ({
    target,
    score: fused[target]!,
    probability: Math.exp(fused[target]! - top) / sum,
  }));
}

/** Answers by score, best first, the earlier one where two are equal. */
function bestOf(answers: Int32Array, fused: Float64Array): number[] {
  const most = answers.length <= MOST_RANKED ? answers.length : BEST;
  const best: number[] = [];
  for (let i = 0; i < answers.length; i++) {
    const target = answers[i]!;
    const score = fused[target]!;
    if (best.length === most && score <= fused[best[most - 1]!]!) continue;
    let at = Math.min(best.length, most - 1);
    for (; at > 0 && fused[best[at - 1]!]! < score; at--) best[at] = best[at - 1]!;
    best[at] = target;
  }
  return best;
}

/** A question of which the right article is known. */
export interface Judged {
  readonly scores: Scores;
  readonly target: number;
}

const STEPS = 300;
const RATE = 0.3;

/** Fits the weights listwise: the right article's share among the articles is to become large (softmax, no negative weight). */
export function fitFusion(judged: readonly Judged[], corpus: Corpus, start: FusionWeights): FusionWeights {
  const lists = listsOf(judged, corpus);
  const scales = scalesOf(lists);
  let weights = [...start];
  for (let step = 0; step < STEPS; step++) {
    const gradient = listwiseGradient(lists, weights);
    const rate = RATE / (1 + step / 100);
    weights = weights.map((weight, i) => Math.max(0, weight - (rate * gradient[i]!) / scales[i]!));
  }
  return weights;
}

/** What the scorers say about every article for one question, one after the other. */
interface List {
  readonly values: Float64Array;
  readonly right: number;
}

function listsOf(judged: readonly Judged[], corpus: Corpus): List[] {
  const articles = [...placesOf(corpus).answers];
  return judged.map(({ scores, target }) => ({
    values: Float64Array.from(articles.flatMap((article) => scorerValues(scores, article))),
    right: articles.indexOf(target),
  }));
}

/** How large each scorer's values are, so that one step size fits them all. */
function scalesOf(lists: readonly List[]): number[] {
  return SCORERS.map((_, scorer) => {
    let sum = 0;
    let count = 0;
    for (const { values } of lists) {
      for (let at = scorer; at < values.length; at += SCORERS.length) {
        sum += Math.abs(values[at]!);
        count++;
      }
    }
    return 0.1 + sum / (count || 1);
  });
}

function listwiseGradient(lists: readonly List[], weights: readonly number[]): number[] {
  const size = weights.length;
  const gradient = new Array<number>(size).fill(0);
  for (const { values, right } of lists) {
    const shares = sharesOf(values, weights);
    for (let article = 0; article < shares.length; article++) {
      const error = (shares[article]! - (article === right ? 1 : 0)) / lists.length;
      for (let i = 0; i < size; i++) gradient[i]! += error * values[article * size + i]!;
    }
  }
  return gradient;
}

function sharesOf(values: Float64Array, weights: readonly number[]): Float64Array {
  const size = weights.length;
  const shares = new Float64Array(values.length / size);
  let top = Number.NEGATIVE_INFINITY;
  for (let article = 0; article < shares.length; article++) {
    for (let i = 0; i < size; i++) shares[article]! += values[article * size + i]! * weights[i]!;
    if (shares[article]! > top) top = shares[article]!;
  }
  let sum = 0;
  for (let article = 0; article < shares.length; article++)
    sum += shares[article] = Math.exp(shares[article]! - top);
  return shares.map((share) => share / sum);
}
