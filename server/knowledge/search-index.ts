import MiniSearch, { type AsPlainObject } from 'minisearch';
import type { Analysis } from '../language/analyze.ts';
import type { Term } from '../language/recognise.ts';
import { collectLargest } from './largest-weights.ts';
import type { PhraseField } from './targets.ts';

/** A search index as plain data: what each term gives to each target that has it. */
export interface IndexData {
  /** How many articles and flows there are. */
  readonly documents: number;
  /** In the order of the postings. */
  readonly terms: readonly string[];
  /** By term, where its targets and scores begin; one more at the end. */
  readonly starts: Int32Array;
  readonly targets: Int32Array;
  readonly scores: Float64Array;
}

/** Field-weighted BM25+ over the articles. */
export interface SearchIndex {
  /** Everything that the index knows. */
  readonly data: IndexData;
  /** Score of each target for a question, between 0 and about 1; 1 would be all that the question's words can reach. */
  scores(analysis: Analysis): Float64Array;
}

export interface IndexWeights {
  /** How much each field counts. */
  readonly title: number;
  readonly question: number;
  readonly keywords: number;
  readonly text: number;
  /** How much each kind of term counts. */
  readonly generic: number;
  readonly part: number;
  readonly concept: number;
  readonly everyday: number;
}

export const INDEX_WEIGHTS: IndexWeights = {
  title: 2.2,
  question: 1.6,
  keywords: 1.2,
  text: 0.6,
  generic: 0.5,
  part: 0.45,
  concept: 0.9,
  everyday: 0.5,
};

/** Builds a search index, one phrase after the other. */
export interface IndexBuilder {
  /** Adds a phrase of an article or flow; those of one target follow each other, and in it those of one field. */
  add(target: number, field: PhraseField, analysis: Analysis): void;
  /** The index, for questions about so many targets. */
  finish(targets: number): SearchIndex;
}

const FIELDS: readonly PhraseField[] = ['title', 'question', 'keywords', 'text'];
type Document = { readonly id: number } & Record<PhraseField, string[]>;

/** Indexes articles and flows with MiniSearch by the terms that the analyser found. */
export function buildSearchIndex(weights = INDEX_WEIGHTS): IndexBuilder {
  const index = createMiniSearch();
  let current: Document | undefined;
  const flush = () => {
    if (current !== undefined) index.add(current);
    current = undefined;
  };
  return {
    add(target, field, analysis) {
      if (current?.id !== target) flush();
      current ??= { id: target, title: [], question: [], keywords: [], text: [] };
      for (const term of analysis.terms)
        if (termWeight(term, analysis, weights) > 0) current[field].push(term.term);
    },
    finish(targets) {
      flush();
      return openSearchIndex(weigh(index.toJSON(), weights), targets, weights);
    },
  };
}

/** Fields come as lists of terms, and stay so. */
function createMiniSearch(): MiniSearch<Document> {
  const asTerms = (field: unknown): string[] => field as string[];
  return new MiniSearch<Document>({
    fields: [...FIELDS],
    stringifyField: asTerms as unknown as (field: unknown) => string,
    tokenize: asTerms,
    processTerm: (term) => term,
  });
}

/** BM25+ with the parameters that MiniSearch has: how soon a further occurrence says nothing new, what length costs, the least. */
const SATURATION = 1.2;
const LENGTH = 0.7;
const LEAST = 0.5;

/**
 * What each term alone gives to each target, as MiniSearch would say if it were asked for each (BM25+, Lv and Zhai 2011,
 * each field as a text of its own), in one pass over what it has counted: with 10,000 articles asking takes seconds. The
 * score of a question is the sum over its terms, so that nothing else is needed of the texts later.
 */
function weigh(counts: AsPlainObject, weights: IndexWeights): IndexData {
  const { index, documentCount: documents, documentIds } = counts;
  const fields = FIELDS.map((name) => weighField(name, counts, weights));
  const sums = new Float64Array(counts.nextId);
  const starts = new Int32Array(index.length + 1);
  const targets: number[] = [];
  const scores: number[] = [];
  for (const [at, [, places]] of index.entries()) {
    const found = fields.flatMap((weigh) => weigh(places, sums));
    for (const document of found) {
      if (sums[document] === 0) continue;
      targets.push(documentIds[document]);
      scores.push(sums[document]!);
      sums[document] = 0;
    }
    starts[at + 1] = targets.length;
  }
  const terms = index.map(([term]) => term);
  return { documents, terms, starts, targets: Int32Array.from(targets), scores: Float64Array.from(scores) };
}

type Places = AsPlainObject['index'][number][1];

/**
 * Adds what a term gives in one field to the sums by document, as MiniSearch numbers them, and returns those that have
 * it there.
 */
function weighField(
  name: PhraseField,
  { documentCount, fieldIds, fieldLength, averageFieldLength, nextId }: AsPlainObject,
  weights: IndexWeights,
): (places: Places, sums: Float64Array) => number[] {
  const field = fieldIds[name]!;
  const saturations = new Float64Array(nextId);
  for (const [document, lengths] of Object.entries(fieldLength))
    saturations[+document] =
      SATURATION * (1 - LENGTH + LENGTH * (lengths[field]! / averageFieldLength[field]!));
  return (places, sums) => {
    const counted = places[field] ?? {};
    const found = Object.keys(counted).map(Number);
    const most = weights[name] * inverseFrequency(found.length, documentCount);
    for (const document of found) {
      const times = counted[document]!;
      sums[document]! += most * (LEAST + (times * (SATURATION + 1)) / (times + saturations[document]!));
    }
    return found;
  };
}

function inverseFrequency(count: number, documents: number): number {
  return Math.log(1 + (documents - count + 0.5) / (count + 0.5));
}

/** An index that was built before with the same weights. */
export function openSearchIndex(data: IndexData, targets: number, weights = INDEX_WEIGHTS): SearchIndex {
  const { terms, starts, documents } = data;
  const places = new Map(terms.map((term, at) => [term, at]));
  const rarity = Float64Array.from(terms, (_, at) =>
    inverseFrequency(starts[at + 1]! - starts[at]!, documents),
  );
  const unknown = inverseFrequency(0, documents);
  const known = collectLargest();
  return {
    data,
    scores(analysis) {
      const strange = new Map<string, number>();
      for (const term of analysis.terms) {
        const weight = termWeight(term, analysis, weights);
        const at = places.get(term.term);
        if (at !== undefined) known.put(at, weight);
        else if (!isConcept(term.term)) strange.set(term.term, Math.max(weight, strange.get(term.term) ?? 0));
      }
      const wanted = known.take();
      let reachable = 0;
      wanted.ids.forEach((at, i) => {
        reachable += wanted.weights[i]! * rarity[at]!;
      });
      for (const weight of strange.values()) reachable += 0.5 * weight * unknown;
      const attainable = reachable * OFTEN || 1;
      const scores = new Float64Array(targets);
      wanted.ids.forEach((at, i) => {
        addPostings(scores, data, at, wanted.weights[i]! / attainable);
      });
      return scores;
    },
  };
}

/** About how often a word's rarity is reached at best: found often in a title and in questions. */
const OFTEN = 6;

function isConcept(term: string): boolean {
  return term.startsWith('#') || term.startsWith('~');
}

function addPostings(
  sums: Float64Array,
  { starts, targets, scores }: IndexData,
  term: number,
  share: number,
): void {
  const end = starts[term + 1]!;
  for (let at = starts[term]!; at < end; at++) sums[targets[at]!]! += share * scores[at]!;
}

/** Fillers weigh nothing and are not counted: they would double the work and add nothing here; the classifier has them. */
function termWeight({ kind, at }: Term, { words }: Analysis, weights: IndexWeights): number {
  if (kind !== 'word') return weights[kind];
  const { class: of } = words[at]!;
  if (of === 'filler') return 0;
  return of === 'generic' ? weights.generic : 1;
}
