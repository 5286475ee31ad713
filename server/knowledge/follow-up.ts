import type { Analysis, AnalyzedWord } from '../language/analyze.ts';
import type { Means } from './decide.ts';
import type { Context } from './decision.ts';
import { evidenceOf } from './evidence.ts';
import { fuse, rank, rankBy } from './fusion.ts';
import type { Verdict } from './judgement.ts';
import { predictLogistic } from './logistic.ts';

/** Longer messages stand for themselves. */
const MOST_WORDS = 9;
/** How much the message alone counts beside the message with what went before. */
const ALONE = 0.5;
/** With this many content words of its own a message without a lead-in needs nothing from before. */
const ENOUGH_CONTENT = 3;

const LEAD_INS = new Set(['und', 'oder', 'aber', 'auch', 'dann', 'also', 'nur', 'nein', 'ja']);
const POINTING = new Set(
  `der die das den dem er sie es ihn ihm dieser diese dieses diesen dort da davon dafür damit darin dazu dabei darauf daran
  dessen deren denen welche welcher sowas so`.split(/\s+/),
);

/** What a message means together with what went before. */
export interface FollowUp extends Verdict {
  /** Whether it is still about the last answer, its own words left aside. */
  readonly stays: boolean;
}

/**
 * Understands a message that leans on the last answer ("und in der App?", "wie lange gilt der?") together with what
 * that answer was about; undefined for one that stands for itself.
 */
export function followUp(
  text: string,
  analysis: Analysis,
  alone: Verdict,
  context: Context,
  means: Means,
): FollowUp | undefined {
  const last = context.shown.at(-1);
  const article = last === undefined ? undefined : means.knowledge.articles.get(last);
  if (!article || !leansOnBefore(analysis)) return undefined;
  const { engine, judgement } = means;
  if (alone.right >= judgement.answerFrom && contentOf(analysis).length >= 2 && !startsWithLeadIn(analysis)) {
    return undefined;
  }
  const before = subjectOf(engine.analyze(`${article.title} ${context.said ?? ''}`));
  const scores = engine.scores(engine.analyze(`${before} ${text}`));
  const mixed = fuse(scores, engine.corpus, judgement.fusion);
  const own = fuse(alone.scores, engine.corpus, judgement.fusion);
  const asksOtherThing = contentOf(analysis).length > 0;
  engine.corpus.targets.forEach(({ id }, target) => {
    mixed[target]! += ALONE * own[target]! - (asksOtherThing && id === last ? REPEAT_COST : 0);
  });
  const ranked = rankBy(mixed, engine.corpus);
  const evidence = evidenceOf(scores, ranked, engine.corpus);
  return {
    scores,
    ranked,
    evidence,
    right: predictLogistic(judgement.right, evidence),
    scope: predictLogistic(judgement.scope, evidence),
    stays: isAbout(last!, `${before} ${subjectOf(analysis)}`, means),
  };
}

/** Whether an article is what a text is most likely about. */
function isAbout(article: string, text: string, { engine, judgement }: Means): boolean {
  const [first] = rank(engine.scores(engine.analyze(text)), engine.corpus, judgement.fusion);
  return first !== undefined && engine.corpus.targets[first.target]!.id === article;
}

/** Who asks on with words of his own asks for something else than what was just said. */
const REPEAT_COST = 2;

function leansOnBefore(analysis: Analysis): boolean {
  const { words } = analysis;
  if (words.length === 0 || words.length > MOST_WORDS) return false;
  const content = contentOf(analysis).length;
  return startsWithLeadIn(analysis) || (content < ENOUGH_CONTENT && points(analysis)) || content <= 1;
}

function startsWithLeadIn({ words: [first] }: Analysis): boolean {
  return first !== undefined && LEAD_INS.has(first.word);
}

/** Whether a pronoun stands for a noun, that is, no noun follows it. */
function points({ words }: Analysis): boolean {
  return words.some((word, at) => {
    const next = words[at + 1];
    return POINTING.has(word.word) && !(next && next.class === 'content' && /^\p{Lu}/u.test(next.text));
  });
}

function contentOf({ words }: Analysis): AnalyzedWord[] {
  return words.filter((word) => word.class === 'content');
}

/** What a text is about: its nouns, which are written large, or all that it has when nothing is. */
function subjectOf(analysis: Analysis): string {
  const content = contentOf(analysis);
  const nouns = content.filter(({ text, start }) => start > 0 && /^\p{Lu}/u.test(text));
  return [...new Set((nouns.length > 0 ? nouns : content).map(({ word }) => word))].join(' ');
}

const LACKING = new Set(
  `aber doch trotzdem leider schon bereits sondern dennoch weiterhin nochmal nicht kein keine keinen keinem nichts jedoch`.split(
    ' ',
  ),
);

/** Whether a message says that something is still missing, does not work or was done already. */
export function saysWhatLacks({ words }: Analysis): boolean {
  return words.some(({ word }) => LACKING.has(word));
}
