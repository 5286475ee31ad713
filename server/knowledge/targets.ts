import type { Knowledge } from './knowledge.ts';

/** What a message can be about: the classes that the engine tells apart. */
export interface Target {
  readonly kind: 'article' | 'flow' | 'intent' | 'out-of-scope';
  readonly id: string;
  readonly topic: string;
  /** Flows that an article offers. */
  readonly offers?: readonly string[];
}

/** Whether a target can be given to the visitor as an answer. */
export function isAnswer({ kind }: Target): boolean {
  return kind === 'article' || kind === 'flow';
}

/** Whether two answers serve the same wish: an article and a flow that it offers, or one and the same. */
export function areTwins(one: Target, other: Target): boolean {
  return one === other || offersFlow(one, other) || offersFlow(other, one);
}

function offersFlow(article: Target, flow: Target): boolean {
  return article.kind === 'article' && flow.kind === 'flow' && article.offers?.includes(flow.id) === true;
}

export type PhraseField = 'title' | 'question' | 'keywords' | 'text';

/** A piece of the knowledge's own wording that shows what a target is about. */
export interface Phrase {
  readonly text: string;
  /** Index into the targets. */
  readonly target: number;
  readonly field: PhraseField;
}

/** Everything that the engine learns from: the targets and the wording of each, in the order of the knowledge. */
export interface Corpus {
  readonly targets: readonly Target[];
  readonly phrases: readonly Phrase[];
  readonly synonyms: ReadonlyMap<string, readonly string[]>;
}

/** Indexes of the targets that can be given as answers, and of the others. */
export interface Places {
  readonly answers: Int32Array;
  readonly foreign: Int32Array;
}

const places = new WeakMap<Corpus['targets'], Places>();

/** Where the answers and the other targets of a corpus stand. */
export function placesOf({ targets }: Corpus): Places {
  let known = places.get(targets);
  if (!known) {
    const at = targets.map((_, target) => target);
    known = {
      answers: Int32Array.from(at.filter((target) => isAnswer(targets[target]!))),
      foreign: Int32Array.from(at.filter((target) => !isAnswer(targets[target]!))),
    };
    places.set(targets, known);
  }
  return known;
}

/** Collects the targets and phrases of a knowledge. An article's tests are never among them. */
export function corpusOf(knowledge: Knowledge): Corpus {
  const targets: Target[] = [];
  const phrases: Phrase[] = [];
  const add = (target: Target, wording: readonly (readonly [PhraseField, readonly string[]])[]): void => {
    for (const [field, texts] of wording) {
      for (const text of texts) phrases.push({ text, target: targets.length, field });
    }
    targets.push(target);
  };
  for (const article of knowledge.articles.values()) {
    add({ kind: 'article', id: article.id, topic: article.topic, offers: article.offers }, [
      ['title', [article.title]],
      ['question', article.questions],
      ['keywords', article.keywords],
      ['text', sentences(article.text)],
    ]);
  }
  for (const flow of knowledge.flows?.values() ?? []) {
    add({ kind: 'flow', id: flow.id, topic: '' }, [
      ['title', [flow.title]],
      ['question', flow.questions],
    ]);
  }
  for (const intent of knowledge.intents.values()) {
    add({ kind: 'intent', id: intent.id, topic: '' }, [['question', intent.questions]]);
  }
  if (knowledge.outOfScope.length > 0) {
    add({ kind: 'out-of-scope', id: 'out-of-scope', topic: '' }, [['question', knowledge.outOfScope]]);
  }
  return { targets, phrases, synonyms: knowledge.synonyms };
}

/** Sentences of an answer; list items and headings end one too. */
function sentences(text: string): string[] {
  return text
    .split(/(?<=[.!?])\s+(?=\p{Lu})|\n+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.length > 1);
}

/** How many example questions the articles have on average. */
export function examplesPerArticle({ targets, phrases }: Corpus): number {
  const articles = targets.filter(({ kind }) => kind === 'article').length;
  const examples = phrases.filter(
    ({ field, target }) => field === 'question' && targets[target]!.kind === 'article',
  );
  return articles === 0 ? 0 : examples.length / articles;
}
