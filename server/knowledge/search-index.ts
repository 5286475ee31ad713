import MiniSearch from 'minisearch';
import type { Analysis } from '../language/analyze.ts';
import type { Term } from '../language/recognise.ts';
import type { PhraseField } from './targets.ts';

/** A search index as plain data: what each term gives to each target that has it. */
export interface IndexData {
  readonly documents: number;
  /** How many documents have each term, in the order of the postings. */
  readonly frequency: ReadonlyMap<string, number>;
  /** By term, where its targets and scores begin; one more at the end. */
  readonly starts: Int32Array;
  readonly targets: Int32Array;
  readonly scores: Float64Array;
}

/** Field-weighted BM25+ over the articles. */
export interface SearchIndex {
  /** Everything that the index knows; asks MiniSearch for all terms. */
  data(): IndexData;
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
  /** Adds a phrase of an article or flow; those of one target follow each other. */
  add(target: number, field: PhraseField, analysis: Analysis): void;
  /** The index, for questions about so many targets. */
  finish(targets: number): SearchIndex;
}

const FIELDS: readonly PhraseField[] = ['title', 'question', 'keywords', 'text'];
type Document = { readonly id: number } & Record<PhraseField, string[]>;

/** Indexes articles and flows with MiniSearch; their terms are those that the analyser found. */
export function buildSearchIndex(weights = INDEX_WEIGHTS): IndexBuilder {
  const index = createMiniSearch();
  const frequency = new Map<string, number>();
  let documents = 0;
  let current: Document | undefined;
  const flush = (): void => {
    if (!current) return;
    const document = current;
    index.add(document);
    documents++;
    const terms = new Set<string>();
    for (const field of FIELDS) for (const term of document[field]) terms.add(term);
    for (const term of terms) frequency.set(term, (frequency.get(term) ?? 0) + 1);
    current = undefined;
  };
  return {
    add(target, field, analysis) {
      if (current?.id !== target) flush();
      current ??= { id: target, title: [], question: [], keywords: [], text: [] };
      for (const { term } of analysis.terms) current[field].push(term);
    },
    finish(targets) {
      flush();
      const postings = createPostings(index, frequency, weights);
      return serve({ targets, documents, frequency, postings, weights });
    },
  };
}

/** An index that was built before with the same weights. */
export function openSearchIndex(data: IndexData, targets: number, weights = INDEX_WEIGHTS): SearchIndex {
  const { documents, frequency, starts } = data;
  const places = new Map([...frequency.keys()].map((term, at) => [term, at]));
  const postings = (term: string): Posting | undefined => {
    const at = places.get(term);
    if (at === undefined) return undefined;
    const [from, to] = [starts[at]!, starts[at + 1]!];
    return { targets: data.targets.subarray(from, to), scores: data.scores.subarray(from, to) };
  };
  return serve({ targets, documents, frequency, postings, weights });
}

interface Built {
  readonly targets: number;
  readonly documents: number;
  readonly frequency: ReadonlyMap<string, number>;
  readonly postings: (term: string) => Posting | undefined;
  readonly weights: IndexWeights;
}

function serve({ targets, documents, frequency, postings, weights }: Built): SearchIndex {
  const rarity = new Map([...frequency].map(([term, count]) => [term, inverseFrequency(count, documents)]));
  const unknown = inverseFrequency(0, documents);
  return {
    data: () => ({
      documents,
      frequency,
      ...joinPostings([...frequency.keys()].map((term) => postings(term)!)),
    }),
    scores: (analysis) => scoresOf(queryTerms(analysis, weights), { targets, rarity, unknown, postings }),
  };
}

function joinPostings(postings: readonly Posting[]): Pick<IndexData, 'starts' | 'targets' | 'scores'> {
  const starts = new Int32Array(postings.length + 1);
  for (const [at, { targets }] of postings.entries()) starts[at + 1] = starts[at]! + targets.length;
  const targets = new Int32Array(starts.at(-1)!);
  const scores = new Float64Array(starts.at(-1)!);
  for (const [at, posting] of postings.entries()) {
    targets.set(posting.targets, starts[at]);
    scores.set(posting.scores, starts[at]);
  }
  return { starts, targets, scores };
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

/** What one term alone gives to each target that has it. */
interface Posting {
  readonly targets: Int32Array;
  readonly scores: Float64Array;
}

/**
 * Asks MiniSearch for each known term once. Scores of BM25+ add up over the terms of a question, so that nothing else
 * is needed of it later.
 */
function createPostings(
  index: MiniSearch<Document>,
  known: ReadonlyMap<string, number>,
  { title, question, keywords, text }: IndexWeights,
): (term: string) => Posting | undefined {
  const postings = new Map<string, Posting>();
  return (term) => {
    if (!known.has(term)) return undefined;
    let posting = postings.get(term);
    if (!posting) {
      const hits = index.search(term, {
        boost: { title, question, keywords, text },
        tokenize: (only) => [only],
      });
      posting = {
        targets: Int32Array.from(hits, ({ id }) => id as number),
        scores: Float64Array.from(hits, ({ score }) => score),
      };
      postings.set(term, posting);
    }
    return posting;
  };
}

interface Scorer {
  readonly targets: number;
  readonly rarity: ReadonlyMap<string, number>;
  /** The inverse frequency of a word that no article has. */
  readonly unknown: number;
  readonly postings: (term: string) => Posting | undefined;
}

function scoresOf(
  wanted: ReadonlyMap<string, number>,
  { targets, rarity, unknown, postings }: Scorer,
): Float64Array {
  const scores = new Float64Array(targets);
  const attainable = attainableScore(wanted, rarity, unknown);
  for (const [term, weight] of wanted) {
    const posting = postings(term);
    if (!posting) continue;
    const share = weight / attainable;
    for (let i = 0; i < posting.targets.length; i++)
      scores[posting.targets[i]!]! += share * posting.scores[i]!;
  }
  return scores;
}

/** Terms of a question with their weights; a term that occurs twice counts once. */
function queryTerms(analysis: Analysis, weights: IndexWeights): Map<string, number> {
  const wanted = new Map<string, number>();
  for (const term of analysis.terms) {
    if (isFiller(term, analysis)) continue;
    const weight = termWeight(term, analysis, weights);
    if (weight > (wanted.get(term.term) ?? 0)) wanted.set(term.term, weight);
  }
  return wanted;
}

function termWeight({ kind, at }: Term, analysis: Analysis, weights: IndexWeights): number {
  if (kind !== 'word') return weights[kind];
  return analysis.words[at]!.class === 'generic' ? weights.generic : 1;
}

/** Fillers would double the work and add nothing here; the classifier has them. */
function isFiller({ kind, at }: Term, analysis: Analysis): boolean {
  return kind === 'word' && analysis.words[at]!.class === 'filler';
}

function inverseFrequency(count: number, documents: number): number {
  return Math.log(1 + (documents - count + 0.5) / (count + 0.5));
}

/** About the best score that these terms could reach together: each found often in a title and in questions. */
function attainableScore(
  wanted: ReadonlyMap<string, number>,
  rarity: ReadonlyMap<string, number>,
  unknown: number,
): number {
  let sum = 0;
  for (const [term, weight] of wanted) {
    const known = rarity.get(term);
    if (known !== undefined) sum += weight * known;
    else if (!/^[#~]/.test(term)) sum += 0.5 * weight * unknown;
  }
  return sum * 6 || 1;
}
