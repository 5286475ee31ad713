import type { AnalyzedWord } from './analyze.ts';
import { stem } from './stem.ts';

/** Words for people who could answer, and for ways to reach them; together they tell the wish for a human. */
const PEOPLE =
  stemsOf(`mensch menschen mitarbeiter mitarbeiterin mitarbeitende berater beraterin kollege kollegen kollegin
  sachbearbeiter sachbearbeiterin person personen ansprechpartner ansprechpartnerin agent agentin kundenbetreuer betreuer
  betreuerin chef chefin vorgesetzter vorgesetzten vorgesetzte jemand jemanden jemandem irgendwer irgendwem irgendjemand
  irgendjemandem kundenservice kundendienst kundenberater kundenberaterin kundenberatung support hotline callcenter
  servicecenter personal team fachmann fachkraft experte leute operator servicemitarbeiter kundendienstmitarbeiter zuständige
  zuständigen`);
const CONTACT =
  stemsOf(`sprechen reden telefonieren verbinden verbindung durchstellen weiterleiten weitervermitteln vermitteln
  vermittlung anrufen anruf zurückrufen rückruf rückrufen kontaktieren kontakt kontaktaufnahme chatten quatschen schnacken
  plaudern unterhalten erreichen gespräch rangehen holen übergeben telefonisch telefonat telefon persönlich livechat chat
  beratung durchwahl rohr strippe apparat hörer übernehmen weitergeben mündlich antworten schreiben erklären beschweren beschwerde austauschen`);
/** These alone say it. */
const CALLBACK = stemsOf('zurückrufen rückruf rückrufen durchstellen rückrufbitte rückrufservice');
/** Calling, where the visitor is the one to be called. */
const CALL = stemsOf('anrufen anruf kontaktieren');
const ME = stemsOf('mich mir uns');
/** May stand beside such words without changing the wish. */
const BESIDE =
  stemsOf(`echt echte echten echter richtig richtige richtigen real realer realen lebendig lebendige bitte dringend
  sofort endlich gern gerne jetzt live hilfe helfen lieber direkt schnell starten öffnen nummer telefonnummer wählen
  brauchen fleisch blut kommen geben gibt`);
/** Wanting, close before one of the people. */
const WANT = stemsOf(
  'brauche brauchen will wollen möchte möchten geben gib holen suche suchen wünsche verlange benötige',
);
const WANT_REACH = 4;
const HELPERS =
  stemsOf(`mensch menschen mitarbeiter mitarbeiterin berater beraterin kollege kollegen kollegin sachbearbeiter
  sachbearbeiterin ansprechpartner ansprechpartnerin kundenbetreuer betreuer vorgesetzter vorgesetzten vorgesetzte kundenberater`);
/** Who has had enough of these wants a human. */
const MACHINES = stemsOf('computer maschine automat automaten roboter bot chatbot programm ki');
const ENOUGH = stemsOf('nicht kein keine keinen keinem schluss genug statt satt leid reichen');
/** Who asks whether the assistant is a human does not want one. */
const ASKED = stemsOf('bist sind bin sein du sitzt');

function stemsOf(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/).map(stem));
}

/** Some of those who are spoken to: "einer von euch", "wer von Ihnen". */
const SOME = new Set('wer wen wem einer eine einen einem jemand jemanden irgendwer irgendwen'.split(' '));
const YOU = new Set('euch ihnen dir eurem euren ihrem ihren'.split(' '));
/** Where people are talked to: "wen am Rohr haben". */
const LINES = stemsOf('rohr strippe apparat leitung hörer telefon draht');

/** "kein Mensch", "andere Personen", "zwei Personen" are not the people who could answer. */
const OTHERS = stemsOf(
  'kein keine keinen keiner andere anderen anderer zwei mehrere beide dritte fremde weitere',
);

/**
 * Signs of a wish for a human: `@human` when people and a way to reach them are named together, or no machine is
 * wanted; `@human-only` when a message names nothing else. `verbs` are stems of verbs that the message has in pieces.
 */
export function humanSigns(words: readonly AnalyzedWord[], verbs: readonly string[]): readonly string[] {
  if (!mayWish(words, verbs)) return NONE;
  const has = (set: ReadonlySet<string>): boolean =>
    words.some(({ stem }) => set.has(stem)) || verbs.some((verb) => set.has(verb));
  const people = words.some((_, at) => namesPeople(words, at));
  const callback = has(CALLBACK) || (has(CALL) && has(ME) && !words.some(({ word }) => word === 'ich'));
  const tired = has(MACHINES) && has(ENOUGH) && (has(CONTACT) || people);
  const signs: string[] = [];
  const wanted = words.some((_, at) => isWanted(words, at));
  if (callback || tired || wanted || (people && has(CONTACT))) signs.push('@human');
  if ((people || callback) && words.every(isAboutPeople) && !has(ASKED)) signs.push('@human-only');
  return signs;
}

const NONE: readonly string[] = [];
/** Without one of these, and without some of those who are spoken to, nobody is wished for. */
const NEEDED = new Set([...PEOPLE, ...CALLBACK, ...CALL, ...MACHINES]);

/** Most messages do not, and then nothing else has to be looked at. */
function mayWish(words: readonly AnalyzedWord[], verbs: readonly string[]): boolean {
  if (verbs.some((verb) => NEEDED.has(verb))) return true;
  return words.some(({ stem }, at) => NEEDED.has(stem) || isOneOfYou(words, at));
}

function namesPeople(words: readonly AnalyzedWord[], at: number): boolean {
  const { stem, word } = words[at]!;
  if (isOneOfYou(words, at)) return true;
  const before = words[at - 1];
  return PEOPLE.has(stem) && !word.startsWith('persön') && !(before && OTHERS.has(before.stem));
}

function isOneOfYou(words: readonly AnalyzedWord[], at: number): boolean {
  if (!SOME.has(words[at]!.word)) return false;
  const [first, second] = [words[at + 1], words[at + 2]];
  if (first?.word === 'von' && second !== undefined && YOU.has(second.word)) return true;
  return (first?.word === 'am' || first?.word === 'ans') && second !== undefined && LINES.has(second.stem);
}

function isWanted(words: readonly AnalyzedWord[], at: number): boolean {
  if (!HELPERS.has(words[at]!.stem) || !namesPeople(words, at)) return false;
  return words.slice(Math.max(0, at - WANT_REACH), at).some(({ stem }) => WANT.has(stem));
}

function isAboutPeople({ stem, class: kind }: AnalyzedWord): boolean {
  return (
    kind === 'filler' || kind === 'question' || PEOPLE.has(stem) || CONTACT.has(stem) || BESIDE.has(stem)
  );
}
