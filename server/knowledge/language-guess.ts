import type { Analysis, AnalyzedWord } from '../language/analyze.ts';
import { rememberWords } from '../language/remember.ts';
import type { Language } from './knowledge.ts';

/** A word that nothing explains speaks a little for the other language. */
const UNKNOWN_WEIGHT = 0.5;
/** Two words of the language win a tie. */
const TIE = 0.5;

/**
 * The language of a message that is not German, told by its script or its function words; undefined for German and
 * for what cannot be told.
 */
export function guessLanguage(
  { words }: Analysis,
  text: string,
  languages: readonly Language[],
): Language | undefined {
  const byScript = guessByScript(text, languages);
  if (byScript) return byScript;
  const signsIn = signsOf(languages);
  const signs = words.map((word) => signsIn(word.text));
  const best = mostFrequent(signs);
  if (!best) return undefined;
  const others = words.filter((_, at) => !signs[at]!.has(best));
  const hits = words.length - others.length;
  const german = others.filter(isGerman).length;
  const unknown = others.filter(({ known }) => !known).length;
  return hits + UNKNOWN_WEIGHT * unknown > german - (hits >= 2 ? TIE : 0) ? best : undefined;
}

function mostFrequent(signs: readonly ReadonlySet<Language>[]): Language | undefined {
  if (signs.every((some) => some === NONE)) return undefined;
  const counts = new Map<Language, number>();
  for (const some of signs)
    for (const language of some) counts.set(language, (counts.get(language) ?? 0) + 1);
  return [...counts].toSorted(([, one], [, other]) => other - one)[0]?.[0];
}

const NONE: ReadonlySet<Language> = new Set();

/** Of a word as it was written, the languages that have it, or a letter of it that German lacks. */
type Signs = (word: string) => ReadonlySet<Language>;

const FOREIGN_LETTER = /[^a-zäöüß\d\p{P}\p{S}]/u;
const REMEMBERED_WORDS = 20_000;
const known = new WeakMap<readonly Language[], Signs>();

function signsOf(languages: readonly Language[]): Signs {
  const signs = known.get(languages) ?? rememberWords(readSigns(languages), REMEMBERED_WORDS);
  known.set(languages, signs);
  return signs;
}

function readSigns(languages: readonly Language[]): Signs {
  const words = new Map<string, Set<Language>>();
  const letters = new Map<string, Set<Language>>();
  for (const language of languages) {
    for (const word of language.words) {
      addTo(words, word, language);
      for (const letter of word) if (FOREIGN_LETTER.test(letter)) addTo(letters, letter, language);
    }
  }
  return (written) => {
    const word = written.toLowerCase();
    const having = words.get(word);
    if (!FOREIGN_LETTER.test(word)) return having ?? NONE;
    return new Set([...(having ?? []), ...[...word].flatMap((letter) => [...(letters.get(letter) ?? [])])]);
  };
}

function addTo(map: Map<string, Set<Language>>, key: string, language: Language): void {
  map.set(key, (map.get(key) ?? new Set()).add(language));
}

/** A function word, or a word that the knowledge itself uses; single letters ("I") may be dialect and tell nothing. */
function isGerman({ text, class: kind, known, corrected }: AnalyzedWord): boolean {
  return text.length > 1 && (kind !== 'content' || (known && corrected === 0));
}

function guessByScript(text: string, languages: readonly Language[]): Language | undefined {
  if (!/[^\p{Script=Latin}\P{L}]/u.test(text)) return undefined;
  return languages.find(({ script }) => script !== undefined && scriptShare(text, script) > 0.5);
}

function scriptShare(text: string, script: string): number {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return 0;
  return (text.match(new RegExp(`\\p{Script=${script}}`, 'gu'))?.length ?? 0) / letters;
}
