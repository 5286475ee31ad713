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
const FIELD = { title: 0, question: 1, keywords: 2, text: 3 } as const satisfies Record<PhraseField, number>;

/** Where a term stands: document, field and how often, then the next three. */
type Places = number[];

/** What BM25+ is computed from. */
interface Counts {
  /** By document. */
  readonly targets: readonly number[];
  /** By document and field, how many different terms there are. */
  readonly lengths: readonly number[];
  readonly places: ReadonlyMap<string, Places>;
  /** How many pairs of a term and a document that has it there are. */
  readonly pairs: number;
}

/** Indexes articles and flows by the terms that the analyser found. */
export function buildSearchIndex(weights = INDEX_WEIGHTS): IndexBuilder {
  const targets: number[] = [];
  const lengths: number[] = [];
  const places = new Map<string, Places>();
  let pairs = 0;
  const addTerm = (term: string, document: number, field: number): void => {
    const known = places.get(term) ?? [];
    if (known.length === 0) places.set(term, known);
    const last = known.length - 3;
    if (known[last] !== document) pairs++;
    else if (known[last + 1] === field) {
      known[last + 2]!++;
      return;
    }
    known.push(document, field, 1);
    lengths[document * FIELDS.length + field]!++;
  };
  return {
    add(target, field, { terms }) {
      if (targets.at(-1) !== target) {
        targets.push(target);
        for (const _ of FIELDS) lengths.push(0);
      }
      for (const { term } of terms) addTerm(term, targets.length - 1, FIELD[field]);
    },
    finish: (all) => openSearchIndex(weigh({ targets, lengths, places, pairs }, weights), all, weights),
  };
}

/** BM25+ with the parameters that MiniSearch has: how soon a further occurrence says nothing new, what length costs, the least. */
const SATURATION = 1.2;
const LENGTH = 0.7;
const LEAST = 0.5;

/**
 * What each term alone gives to each target (BM25+, Lv and Zhai 2011, each field as a text of its own). The score of a
 * question is the sum over its terms, so that nothing else is needed of the texts later.
 */
function weigh({ targets, lengths, places, pairs }: Counts, weights: IndexWeights): IndexData {
  const documents = targets.length;
  const boosts = FIELDS.map((field) => weights[field]);
  const means = FIELDS.map(
    (_, field) => targets.reduce((sum, _, at) => sum + lengths[at * FIELDS.length + field]!, 0) / documents,
  );
  const starts = new Int32Array(places.size + 1);
  const found = new Int32Array(pairs);
  const scores = new Float64Array(pairs);
  let term = 0;
  let pair = -1;
  for (const standing of places.values()) {
    const rarity = rarityByField(standing, documents);
    for (let at = 0; at < standing.length; at += 3) {
      const [document, field, times] = [standing[at]!, standing[at + 1]!, standing[at + 2]!];
      if (at === 0 || document !== standing[at - 3]) found[++pair] = targets[document]!;
      const length = lengths[document * FIELDS.length + field]! / means[field]!;
      const often = (times * (SATURATION + 1)) / (times + SATURATION * (1 - LENGTH + LENGTH * length));
      scores[pair]! += boosts[field]! * rarity[field]! * (LEAST + often);
    }
    starts[++term] = pair + 1;
  }
  return { documents, terms: [...places.keys()], starts, targets: found, scores };
}

function rarityByField(places: Places, documents: number): number[] {
  const counts = FIELDS.map(() => 0);
  for (let at = 1; at < places.length; at += 3) counts[places[at]!]!++;
  return counts.map((count) => inverseFrequency(count, documents));
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

/** Fillers weigh nothing: they would double the work and add nothing here; the classifier has them. */
function termWeight({ kind, at }: Term, { words }: Analysis, weights: IndexWeights): number {
  if (kind !== 'word') return weights[kind];
  const { class: of } = words[at]!;
  if (of === 'filler') return 0;
  return of === 'generic' ? weights.generic : 1;
}
