import type { TextPlace } from './approve.ts';
import type { ProblemList } from './problem.ts';

interface Rule {
  readonly pattern: RegExp;
  readonly text: string;
  readonly hint: string;
}

/** What German typesetting asks of texts that visitors read (DIN 5008, Duden); a warning each, the text goes live. */
const RULES: readonly Rule[] = [
  {
    pattern: /"[^"\n]*"|[“”][^“”„\n]*”/g,
    text: 'Hier stehen keine deutschen Anführungszeichen.',
    hint: 'Schreiben Sie „…“.',
  },
  {
    pattern: /(?<=\p{L})['´`](?=\p{L})/gu,
    text: 'Hier steht ein gerader Apostroph.',
    hint: 'Schreiben Sie ’.',
  },
  {
    pattern: /(?<=[^\s-]) -(?= [^\s-])/g,
    text: 'Hier steht ein Bindestrich als Gedankenstrich.',
    hint: 'Schreiben Sie –.',
  },
  {
    pattern: /(?<=\d)-(?=\d{1,2}(?: Uhr| Tag| Woch| Monat| Jahr| Minut| %| €))/g,
    text: 'Hier steht ein Bindestrich für „bis“.',
    hint: 'Schreiben Sie – ohne Leerzeichen, etwa 8–20 Uhr.',
  },
  { pattern: /\.{3}/g, text: 'Hier stehen drei Punkte.', hint: 'Schreiben Sie …, ein Zeichen.' },
  {
    pattern: /(?<=\S) {2,}(?=\S)/g,
    text: 'Hier steht mehr als ein Leerzeichen.',
    hint: 'Löschen Sie die überzähligen.',
  },
  {
    pattern: /(?<=\p{L}) +(?=[,.;:!?](?:\s|$))/gu,
    text: 'Vor dem Satzzeichen steht ein Leerzeichen.',
    hint: 'Löschen Sie es.',
  },
  {
    pattern: /(?<=\p{L}),(?=\p{L})/gu,
    text: 'Nach dem Komma fehlt ein Leerzeichen.',
    hint: 'Fügen Sie es ein.',
  },
  {
    pattern: /[!?]{2,}/g,
    text: 'Hier stehen mehrere Satzzeichen hintereinander.',
    hint: 'Eines genügt.',
  },
  {
    pattern: /\b(?:z\.B\.|d\.h\.|u\.a\.|i\.d\.R\.|o\.ä\.|z\.Zt\.)/g,
    text: 'In der Abkürzung fehlt ein Leerzeichen.',
    hint: 'Schreiben Sie z. B., oder besser das ausgeschriebene Wort.',
  },
  {
    pattern: /(?<=\d)[%€](?!\w)/g,
    text: 'Zwischen Zahl und Zeichen fehlt ein Leerzeichen.',
    hint: 'Schreiben Sie 5 % und 5 €.',
  },
];

/** What every rule needs at least; most lines have none of it, and one look is cheaper than all rules. */
const SUSPECT = /["”'´`]|[ \d]-|\.{3}| [ ,.;:!?]|[!?]{2}|[,.]\p{L}|\d[%€]/u;

/** Addresses and targets of links have a spelling of their own: as many blanks keep the columns right. */
const ADDRESSES = /\]\([^)\n]*\)|\b(?:https?:\/\/|mailto:|tel:)\S+|\S+@\S+/g;

/** Warns of spelling that looks typed rather than set, at its line and column. */
export function warnOfTypography(wording: string, place: TextPlace, problems: ProblemList): void {
  wording.split('\n').forEach((line, index) => {
    if (!SUSPECT.test(line)) return;
    const plain = line.replace(ADDRESSES, (address) => '\u2007'.repeat(address.length));
    for (const { pattern, text, hint } of RULES)
      for (const found of plain.matchAll(pattern))
        problems.warning(place(index + 1, found.index + 1), text, hint);
  });
}
