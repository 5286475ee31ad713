import type { Context, Decision, Option } from './decision.ts';
import type { Engine, Scores } from './engine.ts';
import type { Ranked } from './fusion.ts';
import { type Judgement, judge } from './judgement.ts';
import type { Intent, Knowledge } from './knowledge.ts';
import { guessLanguage } from './language-guess.ts';

/** What a decision is made with. */
export interface Means {
  readonly knowledge: Knowledge;
  readonly engine: Engine;
  readonly judgement: Judgement;
}

const MAX_CHOICES = 3;
/** A wish for a human is taken up on a hint, everything else only when it is the likeliest. */
const INTENT_FROM: Readonly<Record<Intent['kind'], number>> = { handoff: 0.3, smalltalk: 0.4, none: 0.5 };
/** How much the signs of a wish for a human add to what the classifier thinks of it. */
const HUMAN_SIGNS: ReadonlyMap<string, number> = new Map([
  ['@human', 0.3],
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
  return decideIntent(scores, means) ?? decideArticle(scores, context, means);
}

/** One letter, signs or digits alone say nothing. */
function isReadable(text: string): boolean {
  return /\p{L}\p{M}*\p{L}/u.test(text);
}

function decideIntent(scores: Scores, { engine, knowledge }: Means): Decision | undefined {
  const likely = new Map<Intent['kind'], { intent: Intent; best: number; sum: number }>();
  engine.corpus.targets.forEach(({ kind, id }, target) => {
    const intent = kind === 'intent' ? knowledge.intents.get(id) : undefined;
    if (!intent) return;
    const probability = scores.logProbability ? Math.exp(scores.logProbability[target]!) : 0;
    const known = likely.get(intent.kind);
    const best = known === undefined || probability > known.best ? { intent, best: probability } : known;
    likely.set(intent.kind, { ...best, sum: (known?.sum ?? 0) + probability });
  });
  const signs = humanSign(scores);
  for (const kind of ['handoff', 'smalltalk', 'none'] as const) {
    const found = likely.get(kind);
    const sum = (found?.sum ?? 0) + (kind === 'handoff' ? signs : 0);
    if (found && sum >= INTENT_FROM[kind]) return intentDecision(found.intent);
  }
  return undefined;
}

function humanSign({ analysis }: Scores): number {
  return analysis.terms.reduce((most, { term }) => Math.max(most, HUMAN_SIGNS.get(term) ?? 0), 0);
}

function intentDecision({ kind, id }: Intent): Decision {
  return kind === 'none'
    ? { kind: 'none', reason: 'declined', intent: id, nearest: [] }
    : { kind, intent: id };
}

function decideArticle(scores: Scores, _context: Context, means: Means): Decision {
  const { engine, judgement } = means;
  const { ranked, right, scope } = judge(engine, scores, judgement);
  const ids = ranked.slice(0, MAX_CHOICES).map(({ target }) => engine.corpus.targets[target]!.id);
  if (scope < judgement.scopeFrom) return { kind: 'none', reason: 'out-of-scope', nearest: ids };
  if (right >= judgement.answerFrom) return { kind: 'answer', article: ids[0]!, also: [] };
  return choices(ranked, means);
}

function choices(ranked: readonly Ranked[], { engine, knowledge }: Means): Decision {
  const options = ranked.slice(0, MAX_CHOICES).map(({ target }): Option => {
    const { id } = engine.corpus.targets[target]!;
    return { kind: 'article', id, title: knowledge.articles.get(id)!.title };
  });
  return { kind: 'choices', options };
}
