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
  const others = words.filter((word) => !belongsTo(word, foreign));
  const german = others.filter(isGerman).length;
  const unknown = others.filter((word) => !word.known).length;
  return bestHits + UNKNOWN_WEIGHT * unknown > german - (bestHits >= 2 ? 0.5 : 0) ? best : undefined;
}

/** A word that nothing explains speaks a little for the other language. */
const UNKNOWN_WEIGHT = 0.5;

/** Whether a word is one of the language's, or has a letter that German lacks and the language's words have. */
function belongsTo({ text }: AnalyzedWord, { words }: Language): boolean {
  const word = text.toLowerCase().normalize('NFC');
  if (words.includes(word)) return true;
  return [...word].some(
    (letter) => FOREIGN_LETTER.test(letter) && words.some((known) => known.includes(letter)),
  );
}

const FOREIGN_LETTER = /[^a-zäöüß\d\p{P}\p{S}]/u;

/** A function word, or a word that the knowledge itself uses; single letters ("I") may be dialect and tell nothing. */
function isGerman({ text, class: kind, known, corrected }: AnalyzedWord): boolean {
  return text.length > 1 && (kind !== 'content' || (known && corrected === 0));
}

function scriptShare(text: string, script: string): number {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return 0;
  return (text.match(new RegExp(`\\p{Script=${script}}`, 'gu'))?.length ?? 0) / letters;
}
