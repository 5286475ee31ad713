import { wordClass } from '../language/stop-words.ts';
import { tokenize } from '../language/tokenize.ts';
import type { Language } from './knowledge.ts';

/**
 * The language of a message that is not German, told by its script or its function words; undefined for German and
 * for what cannot be told. `isGerman` says whether a word is one that the knowledge itself uses.
 */
export function guessLanguage(
  text: string,
  languages: readonly Language[],
  isGerman: (word: string) => boolean,
): Language | undefined {
  const byScript = languages.find(({ script }) => script !== undefined && scriptShare(text, script) > 0.5);
  if (byScript) return byScript;
  const words = tokenize(text).map((token) => token.word);
  let best: Language | undefined;
  let bestHits = 0;
  for (const language of languages) {
    const known = new Set(language.words);
    const hits = words.filter((word) => known.has(word)).length;
    if (hits > bestHits) [best, bestHits] = [language, hits];
  }
  if (!best) return undefined;
  const foreign = new Set(best.words);
  const german = words.filter(
    (word) => !foreign.has(word) && (wordClass(word) !== 'content' || isGerman(word)),
  ).length;
  return bestHits >= 2 ? (bestHits >= german ? best : undefined) : german === 0 ? best : undefined;
}

function scriptShare(text: string, script: string): number {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return 0;
  return (text.match(new RegExp(`\\p{Script=${script}}`, 'gu'))?.length ?? 0) / letters;
}
