import type { Analysis, AnalyzedWord } from '../language/analyze.ts';
import type { Language } from './knowledge.ts';

/**
 * The language of a message that is not German, told by its script or its function words; undefined for German and
 * for what cannot be told.
 */
export function guessLanguage(
  { words }: Analysis,
  text: string,
  languages: readonly Language[],
): Language | undefined {
  const byScript = languages.find(({ script }) => script !== undefined && scriptShare(text, script) > 0.5);
  if (byScript) return byScript;
  let best: Language | undefined;
  let bestHits = 0;
  for (const language of languages) {
    const hits = words.filter((word) => belongsTo(word, language)).length;
    if (hits > bestHits) [best, bestHits] = [language, hits];
  }
  if (!best) return undefined;
  const foreign = best;
  const german = words.filter((word) => !belongsTo(word, foreign) && isGerman(word)).length;
  return bestHits >= 2 ? (bestHits >= german ? best : undefined) : german === 0 ? best : undefined;
}

function belongsTo({ text }: AnalyzedWord, { words }: Language): boolean {
  return words.includes(text.toLowerCase());
}

/** A function word, also in dialect, or a word that the knowledge itself uses. */
function isGerman({ class: kind, known, corrected }: AnalyzedWord): boolean {
  return kind !== 'content' || (known && corrected === 0);
}

function scriptShare(text: string, script: string): number {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return 0;
  return (text.match(new RegExp(`\\p{Script=${script}}`, 'gu'))?.length ?? 0) / letters;
}
