import { createAnalyzer } from '../language/analyze.ts';
import { collectFeatures, type Vector } from './features.ts';
import type { Knowledge } from './knowledge.ts';

/** Something that was asked. */
export interface Asked {
  readonly id: string;
  readonly text: string;
}

/** Questions that are alike. */
export interface Cluster {
  /** Of its first question. */
  readonly id: string;
  readonly members: readonly Asked[];
  /** Different wordings, the most typical first. */
  readonly wordings: readonly string[];
}

/** What a knowledge knows of words: wordings that show how rare each is, and what means the same. */
export interface OwnLanguage {
  readonly background: readonly string[];
  readonly synonyms: ReadonlyMap<string, readonly string[]>;
}

/** How like a cluster's middle a question must be to join it, as a cosine. */
const ALIKE = 0.3;
/** Wordings of the knowledge that show how rare a word is; more would only cost time. */
const MOST_BACKGROUND = 400;

/**
 * Puts questions that are alike together, in one pass from the first to the last: each joins the cluster whose middle
 * it is most like, or begins one. A cluster therefore keeps its id when more questions come. The words of the
 * knowledge and of the questions themselves are known; rare ones count more.
 * @param questions the oldest first
 */
export function clusterQuestions(questions: readonly Asked[], language: OwnLanguage): Cluster[] {
  const vectors = vectorsOf(
    questions.map(({ text }) => text),
    language,
  );
  const middles = new Middles();
  const members: number[][] = [];
  for (const [at, vector] of vectors.entries()) {
    const cluster = middles.nearest(vector) ?? members.push([]) - 1;
    members[cluster]!.push(at);
    middles.add(cluster, vector);
  }
  return members.map((ats, cluster) => ({
    id: questions[ats[0]!]!.id,
    members: ats.map((at) => questions[at]!),
    wordings: wordings(ats, (at) => middles.likeness(cluster, vectors[at]!), questions),
  }));
}

/**
 * How alike a text is to the nearest wording of each of the knowledge's articles, best first, with those above 0.
 * Knows the text's own words only as far as the articles have them.
 */
export function nearestArticles(
  texts: readonly string[],
  knowledge: Knowledge,
): { id: string; likeness: number }[] {
  const articles = [...knowledge.articles.values()];
  const owned = articles.flatMap(({ id, title, questions }) =>
    [title, ...questions].map((text) => ({ id, text })),
  );
  const vectors = vectorsOf([...texts, ...owned.map(({ text }) => text)], languageOf(knowledge));
  const best = new Map<string, number>();
  for (const [at, { id }] of owned.entries()) {
    const wording = vectors[texts.length + at]!;
    const likeness =
      texts.reduce((sum, _, asked) => sum + cosine(vectors[asked]!, wording), 0) / texts.length;
    if (likeness > (best.get(id) ?? 0)) best.set(id, likeness);
  }
  return [...best].map(([id, likeness]) => ({ id, likeness })).sort((a, b) => b.likeness - a.likeness);
}

function vectorsOf(texts: readonly string[], { background, synonyms }: OwnLanguage): readonly Vector[] {
  const analyze = createAnalyzer({ texts: [...background, ...texts], synonyms });
  const features = collectFeatures();
  for (const text of [...texts, ...background]) features.add(analyze(text));
  return features.finish().vectors.slice(0, texts.length);
}

/** Titles and example questions, evenly picked where there are very many, and the synonyms. */
export function languageOf({ articles, synonyms }: Knowledge): OwnLanguage {
  const all = [...articles.values()].flatMap(({ title, questions }) => [title, ...questions]);
  const step = Math.max(1, Math.ceil(all.length / MOST_BACKGROUND));
  return { background: all.filter((_, at) => at % step === 0), synonyms };
}

function cosine(one: Vector, other: Vector): number {
  const values = new Map([...one.ids].map((id, at) => [id, one.values[at]!]));
  return other.ids.reduce((sum, id, at) => sum + (values.get(id) ?? 0) * other.values[at]!, 0);
}

/** Sums of the clusters' vectors, by feature, so that a question is compared with those only that share one. */
class Middles {
  readonly #sums = new Map<number, Map<number, number>>();
  /** Squared length of each sum. */
  readonly #squares: number[] = [];

  add(cluster: number, { ids, values }: Vector): void {
    let squares = this.#squares[cluster] ?? 0;
    for (const [at, id] of ids.entries()) {
      const sums = this.#sums.get(id) ?? new Map<number, number>();
      const before = sums.get(cluster) ?? 0;
      const after = before + values[at]!;
      sums.set(cluster, after);
      this.#sums.set(id, sums);
      squares += after * after - before * before;
    }
    this.#squares[cluster] = squares;
  }

  /** The cluster that is alike enough, the most like it first, then the earlier one. */
  nearest(vector: Vector): number | undefined {
    const dots = new Map<number, number>();
    for (const [at, id] of vector.ids.entries())
      for (const [cluster, sum] of this.#sums.get(id) ?? [])
        dots.set(cluster, (dots.get(cluster) ?? 0) + sum * vector.values[at]!);
    let best: { cluster: number; likeness: number } | undefined;
    for (const [cluster, dot] of dots) {
      const likeness = dot / Math.sqrt(this.#squares[cluster]! || 1);
      if (likeness < ALIKE) continue;
      if (!best || likeness > best.likeness || (likeness === best.likeness && cluster < best.cluster))
        best = { cluster, likeness };
    }
    return best?.cluster;
  }

  likeness(cluster: number, { ids, values }: Vector): number {
    const dot = ids.reduce((sum, id, at) => sum + (this.#sums.get(id)?.get(cluster) ?? 0) * values[at]!, 0);
    return dot / Math.sqrt(this.#squares[cluster]! || 1);
  }
}

function wordings(
  ats: readonly number[],
  likeness: (at: number) => number,
  questions: readonly Asked[],
): string[] {
  const ordered = ats
    .map((at) => ({ at, likeness: likeness(at) }))
    .sort((a, b) => b.likeness - a.likeness || a.at - b.at);
  const seen = new Map<string, string>();
  for (const { at } of ordered) {
    const { text } = questions[at]!;
    const key = text
      .trim()
      .toLowerCase()
      .replace(/[\s?!.]+/g, ' ')
      .trim();
    if (!seen.has(key)) seen.set(key, text);
  }
  return [...seen.values()];
}
