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
const INTENT_FROM: Readonly<Record<Intent['kind'], number>> = { handoff: 0.4, smalltalk: 0.5, none: 0.5 };

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

function decideIntent({ logProbability }: Scores, { engine, knowledge }: Means): Decision | undefined {
  if (!logProbability) return undefined;
  let best: Intent | undefined;
  let bestProbability = 0;
  engine.corpus.targets.forEach(({ kind, id }, target) => {
    const probability = Math.exp(logProbability[target]!);
    if (kind !== 'intent' || probability <= bestProbability) return;
    bestProbability = probability;
    best = knowledge.intents.get(id);
  });
  if (!best || bestProbability < INTENT_FROM[best.kind]) return undefined;
  if (best.kind === 'none') return { kind: 'none', reason: 'declined', intent: best.id, nearest: [] };
  return { kind: best.kind, intent: best.id };
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
