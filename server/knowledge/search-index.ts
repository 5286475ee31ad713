import MiniSearch from 'minisearch';
import type { Analysis } from '../language/analyze.ts';
import type { Term } from '../language/recognise.ts';
import { type Corpus, isAnswer } from './targets.ts';

/** Field-weighted BM25+ over the articles. */
export interface SearchIndex {
  /** Score of each target for a question, between 0 and about 1; 1 would be all that the question's words can reach. */
  scores(analysis: Analysis): Float64Array;
}

export interface IndexWeights {
  /** How much each field counts. */
  readonly title: number;
  readonly questions: number;
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
  questions: 1.6,
  keywords: 1.2,
  text: 0.6,
  generic: 0.5,
  part: 0.45,
  concept: 0.9,
  everyday: 0.5,
};

const FIELDS = ['title', 'questions', 'keywords', 'text'] as const;
type Field = (typeof FIELDS)[number];
type Document = { readonly id: number } & Readonly<Record<Field, string>>;

/**
 * Indexes the articles and flows of a corpus with MiniSearch. The analyser is its tokenizer: `analyses` are those of the
 * corpus's phrases, in order.
 */
export function createSearchIndex(
  corpus: Corpus,
  analyses: readonly Analysis[],
  weights = INDEX_WEIGHTS,
): SearchIndex {
  const documents = documentsOf(corpus, analyses);
  const index = new MiniSearch<Document>({
    fields: [...FIELDS],
    tokenize: (text) => (text === '' ? [] : text.split(SEPARATOR)),
    processTerm: (term) => term,
  });
  index.addAll(documents);
  const rarity = termRarity(documents);
  const { title, questions, keywords, text } = weights;
  return {
    scores: (analysis) => {
      const wanted = queryTerms(analysis, weights);
      const scores = new Float64Array(corpus.targets.length);
      if (wanted.size === 0) return scores;
      const attainable = attainableScore(wanted, rarity, documents.length);
      const hits = index.search([...wanted.keys()].join(SEPARATOR), {
        boost: { title, questions, keywords, text },
        boostTerm: (term) => wanted.get(term)!,
      });
      for (const hit of hits) scores[hit.id as number] = hit.score / (attainable * hit.queryTerms.length);
      return scores;
    },
  };
}

/** Stands between the terms of a field, which the analyser found before. */
const SEPARATOR = '\n';

function documentsOf(corpus: Corpus, analyses: readonly Analysis[]): Document[] {
  const documents = new Map<number, Record<Field, string[]>>();
  corpus.phrases.forEach(({ target, field }, i) => {
    if (!isAnswer(corpus.targets[target]!)) return;
    const document = documents.get(target) ?? { title: [], questions: [], keywords: [], text: [] };
    for (const { term } of analyses[i]!.terms)
      document[field === 'question' ? 'questions' : field].push(term);
    documents.set(target, document);
  });
  return [...documents].map(([id, { title, questions, keywords, text }]) => ({
    id,
    title: title.join(SEPARATOR),
    questions: questions.join(SEPARATOR),
    keywords: keywords.join(SEPARATOR),
    text: text.join(SEPARATOR),
  }));
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

function termRarity(documents: readonly Document[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const document of documents) {
    const terms = new Set(FIELDS.flatMap((field) => document[field].split(SEPARATOR)));
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  return new Map([...counts].map(([term, count]) => [term, inverseFrequency(count, documents.length)]));
}

function inverseFrequency(count: number, documents: number): number {
  return Math.log(1 + (documents - count + 0.5) / (count + 0.5));
}

/** About the best score that these terms could reach together: each found often in a title and in questions. */
function attainableScore(
  wanted: ReadonlyMap<string, number>,
  rarity: ReadonlyMap<string, number>,
  documents: number,
): number {
  const unknown = inverseFrequency(0, documents);
  let sum = 0;
  for (const [term, weight] of wanted) {
    const known = rarity.get(term);
    if (known !== undefined) sum += weight * known;
    else if (!/^[#~]/.test(term)) sum += 0.5 * weight * unknown;
  }
  return sum * 6 || 1;
}
