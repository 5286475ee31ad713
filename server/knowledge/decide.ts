import type { Analysis } from '../language/analyze.ts';
import { splitQuestions } from '../language/questions.ts';
import type { Context, Decision, Option } from './decision.ts';
import type { Engine, Scores } from './engine.ts';
import { followUp, saysWhatLacks } from './follow-up.ts';
import type { Ranked } from './fusion.ts';
import { type Judgement, judge, type Verdict } from './judgement.ts';
import type { Intent, Knowledge } from './knowledge.ts';
import { guessLanguage } from './language-guess.ts';
import { areTwins, placesOf, type Target } from './targets.ts';

/** What a decision is made with. */
export interface Means {
  readonly knowledge: Knowledge;
  readonly engine: Engine;
  readonly judgement: Judgement;
}

const MAX_CHOICES = 3;
/** A wish for a human is taken up on a hint, everything else only when it is the likeliest. */
const INTENT_FROM: Readonly<Record<Intent['kind'], number>> = { handoff: 0.3, smalltalk: 0.4, none: 0.5 };
/** How much the signs of a wish for a human add to what the classifier thinks of it; people who are only spoken about need a hint from it. */
const HUMAN_SIGNS: ReadonlyMap<string, number> = new Map([
  ['@human', 0.28],
  ['@human-only', 0.9],
]);

/** What to do with a message: an intent, the answer, two or three choices, or the honest no. */
export function decide(text: string, context: Context, means: Means): Decision {
  const { engine } = means;
  return decideScores(text, engine.scores(engine.analyze(text)), context, means);
}

/** The same for a message that was scored before. */
export function decideScores(text: string, scores: Scores, context: Context, means: Means): Decision {
  if (!isReadable(text)) return { kind: 'none', reason: 'empty', nearest: [] };
  const language = guessLanguage(scores.analysis, text, means.knowledge.languages);
  if (language) return { kind: 'none', reason: 'language', language: language.code, nearest: [] };
  return decideIntent(scores, means) ?? decideArticle(text, scores, context, means);
}

/** One letter, signs or digits alone say nothing. */
function isReadable(text: string): boolean {
  return /\p{L}\p{M}*\p{L}/u.test(text);
}

function decideIntent(scores: Scores, { engine, knowledge }: Means): Decision | undefined {
  const likely = new Map<Intent['kind'], { intent: Intent; best: number; sum: number }>();
  for (const target of placesOf(engine.corpus).foreign) {
    const intent = knowledge.intents.get(engine.corpus.targets[target]!.id);
    if (!intent) continue;
    const probability = scores.logProbability ? Math.exp(scores.logProbability[target]!) : 0;
    const known = likely.get(intent.kind);
    if (!known) likely.set(intent.kind, { intent, best: probability, sum: probability });
    else {
      known.sum += probability;
      if (probability > known.best) Object.assign(known, { intent, best: probability });
    }
  }
  const handoff = likely.get('handoff');
  if (handoff) handoff.sum += humanSign(scores);
  let found: { intent: Intent; sum: number } | undefined;
  for (const one of likely.values())
    if (one.sum >= INTENT_FROM[one.intent.kind] && (!found || one.sum > found.sum)) found = one;
  return found && intentDecision(found.intent);
}

function humanSign({ analysis, logProbability }: Scores): number {
  let most = 0;
  for (const { term, kind } of analysis.terms)
    if (kind === 'everyday') most = Math.max(most, HUMAN_SIGNS.get(term) ?? 0);
  return most > 0 && !logProbability ? 1 : most;
}

function intentDecision({ kind, id }: Intent): Decision {
  return kind === 'none'
    ? { kind: 'none', reason: 'declined', intent: id, nearest: [] }
    : { kind, intent: id };
}

function decideArticle(text: string, scores: Scores, context: Context, means: Means): Decision {
  const { engine, judgement } = means;
  const alone = judge(engine, scores, judgement);
  const several = decideSeveral(text, means);
  if (several) return several;
  const follow = followUp(text, scores.analysis, alone, context, means);
  if (!follow && saysNothing(scores.analysis)) return { kind: 'none', reason: 'empty', nearest: [] };
  const verdict = follow ?? alone;
  const decision = ladder(verdict, means, {
    isFollowUp: follow !== undefined,
    isVague: !follow && isVague(scores.analysis, engine),
  });
  if (!saysWhatLacks(scores.analysis)) return decision;
  return withoutRepeating(decision, context, verdict, follow?.stays === true, means);
}

/** "ok", "ja", "was?": nothing that could be looked for. */
function saysNothing({ words }: Analysis): boolean {
  return words.every(({ class: kind }) => kind === 'filler' || kind === 'question' || kind === 'negation');
}

/** A word alone that less than this share of its examples gives to one article says only what it is about. */
const FOCUSED = 0.6;

/** "konto", "meine App": one word that many articles share. */
export function isVague({ words }: Analysis, { focus }: Engine): boolean {
  const [word, ...others] = words.filter(({ class: kind }) => kind !== 'filler');
  if (!word || others.length > 0) return false;
  return (focus(word.stem) ?? 1) < FOCUSED;
}

/** What is known of a message beside its verdict. */
interface Manner {
  readonly isFollowUp: boolean;
  readonly isVague: boolean;
}

/** Answer, choices or refusal; a follow-up is a matter of this knowledge, because what it follows was one. */
function ladder(verdict: Verdict, means: Means, { isFollowUp, isVague }: Manner): Decision {
  const { scope, ranked } = verdict;
  const { engine, judgement } = means;
  const first = ranked[0] && engine.corpus.targets[ranked[0].target];
  if (!first || (scope < judgement.scopeFrom && !isFollowUp)) {
    return { kind: 'none', reason: 'out-of-scope', nearest: nearestArticles(ranked, engine) };
  }
  const pair = neighboursOf(ranked, means);
  if (!isVague && isSure(verdict, judgement, isFollowUp) && !(pair && isClose(ranked))) return given(first);
  return choices(withoutTwins(ranked, engine).slice(0, pair ? 2 : MAX_CHOICES), means, pair?.index);
}

function isSure({ right, scope }: Verdict, judgement: Judgement, isFollowUp: boolean): boolean {
  return (
    right >= judgement.answerFrom && scope >= (isFollowUp ? judgement.scopeFrom : judgement.answerScopeFrom)
  );
}

/** An article and its flow are offered once, as whichever fits better. */
function withoutTwins(ranked: readonly Ranked[], { corpus }: Engine): Ranked[] {
  const kept: Ranked[] = [];
  for (const candidate of ranked) {
    const target = corpus.targets[candidate.target]!;
    if (!kept.some((other) => areTwins(corpus.targets[other.target]!, target))) kept.push(candidate);
    if (kept.length === MAX_CHOICES) break;
  }
  return kept;
}

function given({ kind, id }: Target): Decision {
  return kind === 'flow' ? { kind: 'flow', flow: id } : { kind: 'answer', article: id, also: [] };
}

function nearestArticles(ranked: readonly Ranked[], { corpus }: Engine): string[] {
  const articles = ranked
    .map(({ target }) => corpus.targets[target]!)
    .filter(({ kind }) => kind === 'article');
  return articles.slice(0, MAX_CHOICES).map(({ id }) => id);
}

/** Two neighbours are close when the second has more than this share of the first. */
const CLOSE = 0.7;

function isClose([first, second]: readonly Ranked[]): boolean {
  return first !== undefined && second !== undefined && second.probability > CLOSE * first.probability;
}

/** A pair leaves no room for a third when it holds most of the probability. */
const PAIR_SHARE = 0.85;

function neighboursOf(
  ranked: readonly Ranked[],
  { engine, knowledge }: Means,
): { index: number } | undefined {
  const [first, second] = ranked;
  if (!first || !second || first.probability + second.probability < PAIR_SHARE) return undefined;
  const pair = [first, second].map(({ target }) => engine.corpus.targets[target]!);
  const index = knowledge.neighbours.findIndex(({ articles }) =>
    articles.every((id) => pair.some((target) => target.kind === 'article' && target.id === id)),
  );
  return index < 0 ? undefined : { index };
}

function choices(ranked: readonly Ranked[], { engine, knowledge }: Means, neighbours?: number): Decision {
  const options = ranked.map(({ target }): Option => {
    const { kind, id } = engine.corpus.targets[target]!;
    if (kind === 'flow') return { kind, id, title: knowledge.flows!.get(id)!.title };
    return { kind: 'article', id, title: knowledge.articles.get(id)!.title };
  });
  return { kind: 'choices', options, ...(neighbours !== undefined && { neighbours }) };
}

/** Several questions in one message, when each is surely answered and by another article. */
function decideSeveral(text: string, { engine, judgement }: Means): Decision | undefined {
  const questions = splitQuestions(text);
  if (questions.length === 0) return undefined;
  const found: string[] = [];
  for (const question of questions) {
    const verdict = judge(engine, engine.scores(engine.analyze(question)), judgement);
    const id = nearestArticles(verdict.ranked.slice(0, 1), engine)[0];
    if (id === undefined || !isSure(verdict, judgement, false)) return undefined;
    if (!found.includes(id)) found.push(id);
  }
  return found.length < 2 ? undefined : { kind: 'answer', article: found[0]!, also: found.slice(1) };
}

/** Whoever says what the last answer lacked does not get it again, but the honest no with what else is near. */
function withoutRepeating(
  decision: Decision,
  { shown }: Context,
  { ranked }: Verdict,
  stays: boolean,
  { engine }: Means,
): Decision {
  const last = shown.at(-1);
  if (last === undefined || !(stays || leadsTo(decision, last))) return decision;
  const others = ranked.filter(({ target }) => !shown.includes(engine.corpus.targets[target]!.id));
  return { kind: 'none', reason: 'repeated', nearest: nearestArticles(others, engine) };
}

function leadsTo(decision: Decision, article: string): boolean {
  if (decision.kind === 'answer') return decision.article === article;
  return decision.kind === 'choices' && decision.options[0]?.id === article;
}
