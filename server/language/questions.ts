import { wordClass } from './stop-words.ts';
import { tokenize } from './tokenize.ts';

/** Verbs that begin a question without a question word. */
const VERBS_FIRST = new Set(
  `kann kannst können könnte könnten könnt darf dürfen muss müssen soll sollen sollte gibt gilt gelten ist sind hat haben habe
  wird werden bekomme bekommt bekommen erhalte läuft brauche brauchen kostet geht funktioniert verfallen zählt zählen`.split(
    /\s+/,
  ),
);
const LEAD_INS = new Set([
  'und',
  'oder',
  'außerdem',
  'ausserdem',
  'dann',
  'auch',
  'noch',
  'zweitens',
  'erstens',
  'sowie',
  'ferner',
]);
const MOST = 3;

/**
 * The questions of a message that asks several, in order; none when it asks only one. A sentence counts as a
 * question by its mark or its beginning; what is told around it does not.
 */
export function splitQuestions(text: string): string[] {
  const pieces = text
    .split(
      /(?<=[?!.;])\s+|\n+|,?\s+(?:und|sowie|außerdem)\s+(?=(?:wie|was|wo|wann|warum|wieso|welche[rsnm]?|wer|woher|wozu|kann|gibt|muss|darf|gilt|ist|sind|brauche)\b)/iu,
    )
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
  if (pieces.length < 2) return [];
  const questions = pieces.filter(isQuestion);
  return questions.length > 1 && questions.length <= MOST ? questions : [];
}

function isQuestion(piece: string): boolean {
  const words = tokenize(piece).map((token) => token.word);
  const first = words.find((word) => !LEAD_INS.has(word));
  if (first === undefined || !words.some((word) => wordClass(word) === 'content')) return false;
  return piece.endsWith('?') || wordClass(first) === 'question' || VERBS_FIRST.has(first);
}
