import { type Analysis, type Analyzer, createAnalyzer } from '../language/analyze.ts';
import { type Classifier, logProbabilities, type Row, trainClassifier } from './classifier.ts';
import { createFeatureSpace, type FeatureSpace, type Vector } from './features.ts';
import { createFocus, type Focus } from './focus.ts';
import { createNearest, type Nearness, type PhraseVector } from './nearness.ts';
import { createSearchIndex } from './search-index.ts';
import type { Corpus, Phrase, PhraseField } from './targets.ts';

/** What the scorers say about one question, each as a number per target. */
export interface Scores {
  readonly analysis: Analysis;
  readonly index: Float64Array;
  readonly nearness: Nearness;
  /** Log-probabilities of the classifier; absent where the index alone serves. */
  readonly logProbability?: Float64Array;
}

/** The scorers over one corpus, without any decision. */
export interface Engine {
  readonly corpus: Corpus;
  readonly analyze: Analyzer;
  readonly hasClassifier: boolean;
  readonly focus: Focus;
  scores(analysis: Analysis): Scores;
}

type Memo = Map<string, readonly string[]>;

/** Everything about a corpus that needs no training. */
export interface Groundwork {
  readonly corpus: Corpus;
  readonly analyze: Analyzer;
  /** Of the corpus's phrases, in order. */
  readonly analyses: readonly Analysis[];
  /** Words of the phrases' texts, for the folds of cross-validation. */
  readonly memo: Memo;
  readonly space: FeatureSpace;
  readonly rows: readonly Row[];
  readonly focus: Focus;
  scores(analysis: Analysis): Scores & { readonly vector: Vector };
}

/** How much each kind of wording counts in training; an example question counts 1. */
export const ROW_WEIGHTS: Readonly<Record<PhraseField, number>> = {
  title: 1,
  question: 1,
  keywords: 0.4,
  text: 0.25,
};

/** Analyses and indexes a corpus. */
export function layGroundwork(corpus: Corpus): Groundwork {
  const memo: Memo = new Map();
  const analyze = analyzerOf(corpus, memo);
  return buildGroundwork(
    corpus,
    analyze,
    corpus.phrases.map(({ text }) => analyze(text)),
    memo,
  );
}

/** The groundwork without some phrases: their words are unknown to it, as those of a new question may be. */
export function withoutPhrases(ground: Groundwork, held: ReadonlySet<Phrase>): Groundwork {
  const kept = ground.corpus.phrases.flatMap((phrase, i) => (held.has(phrase) ? [] : [i]));
  const corpus = { ...ground.corpus, phrases: kept.map((i) => ground.corpus.phrases[i]!) };
  return buildGroundwork(
    corpus,
    analyzerOf(corpus, ground.memo),
    kept.map((i) => ground.analyses[i]!),
    ground.memo,
  );
}

function analyzerOf({ phrases, synonyms }: Corpus, memo: Memo): Analyzer {
  return createAnalyzer({ texts: phrases.map(({ text }) => text), synonyms, memo });
}

function buildGroundwork(
  corpus: Corpus,
  analyze: Analyzer,
  analyses: readonly Analysis[],
  memo: Memo,
): Groundwork {
  const { space, vectors } = createFeatureSpace(analyses);
  const rows = corpus.phrases.map(({ field, target }, i): Row => {
    return { vector: vectors[i]!, target, weight: ROW_WEIGHTS[field] };
  });
  const index = createSearchIndex(corpus, analyses);
  const nearest = createNearest(phraseVectors(corpus, vectors), space.size, corpus.targets.length);
  const scores = (analysis: Analysis) => {
    const vector = space.vector(analysis);
    return { analysis, vector, index: index.scores(analysis), nearness: nearest(vector) };
  };
  return { corpus, analyze, analyses, memo, space, rows, focus: createFocus(corpus, analyses), scores };
}

function phraseVectors({ phrases }: Corpus, vectors: readonly Vector[]): PhraseVector[] {
  return phrases.flatMap(({ field, target }, i) =>
    field === 'title' || field === 'question'
      ? [{ vector: vectors[i]!, target, title: field === 'title' }]
      : [],
  );
}

/** Joins the groundwork with a classifier, if there is one. */
export function createEngine(ground: Groundwork, classifier: Classifier | undefined): Engine {
  const { corpus, analyze, focus } = ground;
  return {
    corpus,
    analyze,
    focus,
    hasClassifier: classifier !== undefined,
    scores: (analysis) => {
      const { vector, ...scores } = ground.scores(analysis);
      return classifier ? { ...scores, logProbability: logProbabilities(classifier, vector) } : scores;
    },
  };
}

/** Above this number of targets training would take minutes; the index and the examples then serve without a classifier. */
export const MOST_CLASSES = 300;

/** Trains the classifier on a groundwork, unless it has too many targets. */
export function trainOn({ rows, space, corpus }: Groundwork): Classifier | undefined {
  if (corpus.targets.length > MOST_CLASSES) return undefined;
  return trainClassifier(rows, space.size, corpus.targets.length);
}
