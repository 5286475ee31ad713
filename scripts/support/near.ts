import { rank } from '../../server/knowledge/fusion.ts';
import type { Knowledge } from '../../server/knowledge/knowledge.ts';
import type { Target } from '../../server/knowledge/targets.ts';
import { heldOutFolds, nameOf } from './own-questions.ts';

/** An example question that, once taken out, finds something else than what it stands at. */
export interface Stolen {
  readonly question: string;
  readonly owner: string;
  readonly thief: string;
  /** How much further ahead the other one is: the difference of the two shares, 0 to 1. */
  readonly margin: number;
}

/** Two that take each other's questions. */
export interface NearPair {
  readonly names: readonly [string, string];
  /** The clearest first. */
  readonly stolen: readonly Stolen[];
}

/** Pairs of articles and flows that steal each other's questions, those with most questions first. */
export function nearPairs(knowledge: Knowledge): NearPair[] {
  const pairs = new Map<string, Stolen[]>();
  for (const stolen of stolenQuestions(knowledge)) {
    const key = [stolen.owner, stolen.thief].toSorted().join(' ');
    pairs.set(key, [...(pairs.get(key) ?? []), stolen]);
  }
  return [...pairs]
    .map(([key, stolen]): NearPair => {
      const [one = '', other = ''] = key.split(' ');
      return { names: [one, other], stolen: stolen.toSorted((a, b) => b.margin - a.margin) };
    })
    .toSorted((a, b) => b.stolen.length - a.stolen.length || (a.names[0] < b.names[0] ? -1 : 1));
}

function stolenQuestions(knowledge: Knowledge): Stolen[] {
  const { corpus, folds, judgement } = heldOutFolds(knowledge);
  return folds.flatMap(({ scored }) =>
    scored.flatMap(({ text, target, scores }) => {
      const owner = corpus.targets[target]!;
      const ranked = rank(scores, corpus, judgement.fusion);
      const first = ranked[0];
      const own = ranked.find((it) => it.target === target);
      if (first === undefined || own === undefined || first === own) return [];
      const thief = corpus.targets[first.target]!;
      if (belongTogether(owner, thief, knowledge)) return [];
      return [
        {
          question: text,
          owner: nameOf(owner),
          thief: nameOf(thief),
          margin: first.probability - own.probability,
        },
      ];
    }),
  );
}

/** An article and a flow that it offers lead to the same. */
function belongTogether(one: Target, other: Target, { articles }: Knowledge): boolean {
  const offers = (article: Target, flow: Target): boolean =>
    article.kind === 'article' &&
    flow.kind === 'flow' &&
    (articles.get(article.id)?.offers.includes(flow.id) ?? false);
  return offers(one, other) || offers(other, one);
}

/** From this share on the other place is clearly ahead. */
const CLEAR = 0.5;

/** The pairs for editors, with what to do about each question. */
export function nearLines(pairs: readonly NearPair[]): string[] {
  if (pairs.length === 0) return ['Kein Artikel nimmt einem anderen Beispielfragen weg.'];
  return pairs.flatMap(({ names, stolen }) => [
    `${names.join(' und ')}: ${stolen.length === 1 ? '1 Frage' : `${stolen.length} Fragen`}`,
    ...stolen.map(
      ({ question, owner, thief, margin }) =>
        `  „${question}“ steht bei ${owner}, klingt nach ${thief} (Abstand ${margin.toFixed(2).replace('.', ',')}): ${advice(margin, stolen.length)}`,
    ),
  ]);
}

/** A single question mostly lacks company where it stands; several that are clearly ahead elsewhere are misplaced. */
function advice(margin: number, inPair: number): string {
  return margin >= CLEAR && inPair > 1
    ? 'Verschieben Sie sie dorthin oder fragen Sie deutlicher.'
    : 'Ergänzen Sie dort, wo sie steht, eine ähnliche Frage.';
}
