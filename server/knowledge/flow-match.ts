import { editDistance } from '../language/spelling.ts';
import { fold, stem } from '../language/stem.ts';
import { wordClass } from '../language/stop-words.ts';
import { tokenize } from '../language/tokenize.ts';
import type { Accept, Clean, FlowChoice } from './flow.ts';

/** Only the words of a message, lower case, in order: what whole messages are compared by. */
export function bare(text: string): string {
  return tokenize(text)
    .map((token) => fold(token.word))
    .join(' ');
}

/** The words of lists that were compared with, which are the same for every message. */
const barePhrases = new WeakMap<readonly string[], ReadonlySet<string>>();

/** Whether the whole message is one of these words or phrases. A part of a message never counts. */
export function isOneOf(text: string, phrases: readonly string[]): boolean {
  const message = bare(text);
  return message !== '' && bareOf(phrases).has(message);
}

function bareOf(phrases: readonly string[]): ReadonlySet<string> {
  let known = barePhrases.get(phrases);
  if (!known) {
    known = new Set(phrases.map(bare));
    barePhrases.set(phrases, known);
  }
  return known;
}

/** How sentences begin that ask for a yes or no; names begin like these too (Sollmann, István). */
const ASKING = /^(?:(?:kann|darf|soll|muss|gibt)(?:s|st|t)?|sollen|sollte(?:n|st|t)?|ist|sind)$/;

/** A question rather than an answer: a question mark, a question word, or how such sentences begin. */
export function looksLikeQuestion(text: string): boolean {
  const [first, second] = tokenize(text).map((token) => token.word);
  if (text.trim().endsWith('?')) return true;
  if (first === undefined) return false;
  return wordClass(first) === 'question' || (ASKING.test(first) && second !== undefined);
}

/** The choice that the whole message names: by label, value, other words for it, or its number in the list. */
export function exactChoice(choices: readonly FlowChoice[], text: string): FlowChoice | undefined {
  const numbered = /^\s*(\d{1,2})[.)]?\s*$/.exec(text)?.[1];
  if (numbered !== undefined) return choices[Number(numbered) - 1];
  const message = bare(text);
  if (message === '') return undefined;
  return choices.find(
    ({ label, value, also }) =>
      bareOf(also).has(message) || bare(label) === message || bare(value) === message,
  );
}

/** Longer messages say more than a choice. */
const MOST_WORDS = 8;

/**
 * The one choice that begins with the same yes or no as the message: „Nein, da kam nichts“ at „Ja, sie ist da“ and
 * „Nein, noch nicht“. Undefined when none or several do.
 */
export function leadingChoice(
  choices: readonly FlowChoice[],
  text: string,
  yesAndNo: readonly (readonly string[])[],
): FlowChoice | undefined {
  const lead = yesAndNo.find((words) => words.some((word) => bare(word) === bare(text).split(' ')[0]));
  if (lead === undefined) return undefined;
  const led = choices.filter((choice) =>
    [choice.label, ...choice.also].some((wording) =>
      lead.some((word) => bare(word) === bare(wording).split(' ')[0]),
    ),
  );
  return led.length === 1 ? led[0] : undefined;
}

/**
 * The one choice that a message means without naming it exactly: a typing slip, or all of its telling words among
 * others. Undefined when several could be meant, and when a negation stands in it ("nicht App" is not "App").
 */
export function fuzzyChoice(choices: readonly FlowChoice[], text: string): FlowChoice | undefined {
  const words = tokenize(text).map((token) => token.word);
  if (words.length === 0 || words.length > MOST_WORDS) return undefined;
  if (words.some((word) => wordClass(word) === 'negation')) return undefined;
  const slips = choices.filter((choice) =>
    wordings(choice).some((wording) => isSlip(bare(text), bare(wording))),
  );
  if (slips.length > 0) return slips.length === 1 ? slips[0] : undefined;
  const stems = new Set(words.map(stem));
  const meant = choices.filter((choice) => wordings(choice).some((wording) => tellsAll(wording, stems)));
  return meant.length === 1 ? meant[0] : undefined;
}

const wordings = (choice: FlowChoice) => [choice.label, ...choice.also];

function isSlip(message: string, wording: string): boolean {
  const most = wording.length < 4 ? 0 : wording.length < 9 ? 1 : 2;
  return editDistance(message, wording, most) <= most;
}

function tellsAll(wording: string, stems: ReadonlySet<string>): boolean {
  const telling = tokenize(wording)
    .map((token) => token.word)
    .filter((word) => wordClass(word) === 'content');
  return telling.length > 0 && telling.every((word) => stems.has(stem(word)));
}

const CLEANERS: Readonly<Record<Clean, (text: string) => string>> = {
  upper: (text) => text.toUpperCase(),
  lower: (text) => text.toLowerCase(),
  'no-spaces': (text) => text.replaceAll(/\s/g, ''),
  'no-hyphens': (text) => text.replaceAll(/[-‐‑–—]/g, ''),
  digits: (text) => text.replaceAll(/\D/g, ''),
};

/** The answer as the pattern takes it; undefined when it does not fit. */
export function matchPattern(accept: Extract<Accept, { type: 'pattern' }>, text: string): string | undefined {
  const cleaned = accept.clean.reduce((value, clean) => CLEANERS[clean](value), text.trim());
  return new RegExp(`^(?:${accept.pattern.source})$`, accept.pattern.flags).test(cleaned)
    ? cleaned
    : undefined;
}

/** What people put around a corrected answer. */
const CORRECTING = new Set([
  'ich',
  'es',
  'das',
  'war',
  'ist',
  'wollte',
  'sagen',
  'natürlich',
  'sorry',
  'quatsch',
]);

/** The message without the words that mark a correction and without fillers; undefined when none marks one. */
export function withoutMarkers(text: string, markers: readonly string[]): string | undefined {
  const marked = new Set(markers.map(bare));
  const words = tokenize(text).filter(({ word }) => marked.has(fold(word)) || !CORRECTING.has(word));
  const rest = words.filter((token) => !marked.has(fold(token.word)));
  if (rest.length === words.length || rest.length === 0) return undefined;
  return rest.map((token) => text.normalize('NFC').slice(token.start, token.end)).join(' ');
}
