import { type Analysis, type Analyzer, createAnalyzer } from '../language/analyze.ts';
import type { Token } from '../language/tokenize.ts';
import type { Lexicon, Vocabulary } from '../language/vocabulary.ts';
import type { Scores } from './engine.ts';
import { type FeatureSpace, openFeatureSpace, type SpaceData, type Vector } from './features.ts';
import { createFocus, type Focus, type FocusData } from './focus.ts';
import { createNearest, type NearestData } from './nearness.ts';
import { type IndexData, openSearchIndex, type SearchIndex } from './search-index.ts';
import type { Corpus } from './targets.ts';

/** What answering needs of a corpus and no training gives, as plain data that can be stored and sent. */
export interface GroundData {
  readonly vocabulary: Vocabulary;
  readonly space: SpaceData;
  readonly index: IndexData;
  readonly nearest: NearestData;
  readonly focus: FocusData;
}

/** What answering needs of a corpus and no training gives. */
export interface Ground {
  readonly corpus: Corpus;
  readonly analyze: Analyzer;
  readonly space: FeatureSpace;
  readonly focus: Focus;
  scores(analysis: Analysis): Scores & { readonly vector: Vector };
}

/** A ground that was laid before for the same corpus; it scores alike to the last digit. */
export function openGround(corpus: Corpus, data: GroundData): Ground {
  return joinGround(
    corpus,
    createAnalyzer(lexiconOf(corpus), data.vocabulary),
    openFeatureSpace(data.space),
    openSearchIndex(data.index, corpus.targets.length),
    data,
  );
}

/** Puts together what was built or opened. */
export function joinGround(
  corpus: Corpus,
  analyze: Analyzer,
  space: FeatureSpace,
  search: SearchIndex,
  data: Pick<GroundData, 'nearest' | 'focus'>,
): Ground {
  const targets = corpus.targets.length;
  const nearest = createNearest(data.nearest, targets);
  return {
    corpus,
    analyze,
    space,
    focus: createFocus(data.focus, corpus.targets),
    scores: (analysis) => {
      const vector = space.vector(analysis);
      return { analysis, vector, index: search.scores(analysis), nearness: nearest(vector) };
    },
  };
}

/** What the analyser of a corpus knows. */
export function lexiconOf({ phrases, synonyms }: Corpus, memo?: Map<string, readonly Token[]>): Lexicon {
  return { texts: phrases.map(({ text }) => text), synonyms, ...(memo && { memo }) };
}
