import { type Analysis, type Analyzer, createAnalyzer } from '../language/analyze.ts';
import type { Token } from '../language/tokenize.ts';
import { type Vocabulary, vocabularyOf } from '../language/vocabulary.ts';
import { type Classifier, logProbabilities, type Row, trainClassifier } from './classifier.ts';
import { collectFeatures, type Vector } from './features.ts';
import { buildFocus, type Focus } from './focus.ts';
import { type Ground, type GroundData, joinGround, lexiconOf } from './ground.ts';
import { invertPhrases, type Nearness, type PhraseVector } from './nearness.ts';
import { buildSearchIndex } from './search-index.ts';
import { type Corpus, isAnswer, type Phrase, type PhraseField } from './targets.ts';

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

type Memo = Map<string, readonly Token[]>;

/** Everything about a corpus that needs no training, for those who train. */
export interface Groundwork extends Ground {
  /** Everything that `openGround` needs to answer alike. */
  data(): GroundData;
  /** Of the corpus's phrases, in order; absent where there are too many to keep. */
  readonly analyses?: readonly Analysis[];
  /** What the phrases' texts were cut into, for the folds of cross-validation; empty where there are too many to keep. */
  readonly memo: Memo;
  /** What a classifier learns from; none where there are too many targets for one. */
  readonly rows: readonly Row[];
}

/** How much each kind of wording counts in training; an example question counts 1. */
export const ROW_WEIGHTS: Readonly<Record<PhraseField, number>> = {
  title: 1,
  question: 1,
  keywords: 0.4,
  text: 0.25,
};

/** Analyses of more phrases than this are not kept in memory. */
const MOST_KEPT = 20_000;

/** Analyses and indexes a corpus. */
export function layGroundwork(corpus: Corpus): Groundwork {
  const memo: Memo = new Map();
  const vocabulary = vocabularyOf(lexiconOf(corpus, memo));
  return buildGroundwork(corpus, vocabulary, undefined, memo);
}

/** The groundwork without some phrases: their words are unknown to it, as those of a new question may be. */
export function withoutPhrases(ground: Groundwork, held: ReadonlySet<Phrase>): Groundwork {
  const { analyses, memo } = ground;
  const known = analyses && new Map(ground.corpus.phrases.map((phrase, i) => [phrase, analyses[i]!]));
  const corpus = { ...ground.corpus, phrases: ground.corpus.phrases.filter((phrase) => !held.has(phrase)) };
  return buildGroundwork(
    corpus,
    vocabularyOf(lexiconOf(corpus, memo)),
    (phrase) => known?.get(phrase) ?? ground.analyze(phrase.text),
    memo,
  );
}

/** One pass over the phrases, so that no analysis has to be kept. */
function buildGroundwork(
  corpus: Corpus,
  vocabulary: Vocabulary,
  analysisOf: ((phrase: Phrase) => Analysis) | undefined,
  memo: Memo,
): Groundwork {
  const { phrases, targets } = corpus;
  const analyze = createAnalyzer(lexiconOf(corpus, memo), vocabulary);
  const analyses: Analysis[] | undefined = phrases.length <= MOST_KEPT ? [] : undefined;
  const features = collectFeatures();
  const index = buildSearchIndex();
  const focus = buildFocus();
  const wanted: Phrase[] = [];
  for (const phrase of phrases) {
    const { target, field } = phrase;
    const analysis = analysisOf ? analysisOf(phrase) : analyze(phrase.text);
    analyses?.push(analysis);
    if (isExample(phrase) || targets.length <= MOST_CLASSES) {
      features.add(analysis);
      wanted.push(phrase);
    }
    if (!isAnswer(targets[target]!)) continue;
    index.add(target, field, analysis);
    if (isExample(phrase)) focus.add(target, analysis);
  }
  if (!analyses) memo.clear();
  const { space, vectors } = features.finish();
  const search = index.finish(targets.length);
  const nearest = invertPhrases(phraseVectors(wanted, vectors), space.size);
  const shares = focus.finish();
  return {
    ...joinGround(corpus, analyze, space, search, { nearest, focus: shares }),
    ...(analyses && { analyses }),
    memo,
    rows: targets.length <= MOST_CLASSES ? rowsOf(wanted, vectors) : [],
    data: () => ({ vocabulary, space: space.data, index: search.data, nearest, focus: shares }),
  };
}

function isExample({ field }: Phrase): boolean {
  return field === 'title' || field === 'question';
}

function rowsOf(phrases: readonly Phrase[], vectors: readonly Vector[]): Row[] {
  return phrases.map(({ field, target }, i) => ({ vector: vectors[i]!, target, weight: ROW_WEIGHTS[field] }));
}

function phraseVectors(phrases: readonly Phrase[], vectors: readonly Vector[]): PhraseVector[] {
  return phrases.flatMap((phrase, i) =>
    isExample(phrase)
      ? [{ vector: vectors[i]!, target: phrase.target, title: phrase.field === 'title' }]
      : [],
  );
}

/** Joins the groundwork with a classifier, if there is one. */
export function createEngine(ground: Ground, classifier: Classifier | undefined): Engine {
  const { corpus, analyze, focus } = ground;
  return {
    corpus,
    analyze,
    focus,
    hasClassifier: classifier !== undefined,
    scores: (analysis) => {
      const { vector, index, nearness } = ground.scores(analysis);
      if (!classifier) return { analysis, index, nearness };
      return { analysis, index, nearness, logProbability: logProbabilities(classifier, vector) };
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
