import type { Analysis } from '../language/analyze.ts';
import type { Decision } from './decision.ts';
import type { ExplainedArticle, Explanation, Influence } from './explain.ts';
import type { PhraseField } from './targets.ts';

const FIELDS: Readonly<Record<PhraseField, string>> = {
  title: 'Titel',
  question: 'Beispielfragen',
  keywords: 'Stichwörter',
  text: 'Antwort',
};
const SCORER_NAMES = ['gelernt', 'Suchindex', 'nächstes Beispiel', 'nächste drei', 'Titel'];
const SIGNS: Readonly<Record<string, string>> = {
  share: 'Anteil des ersten',
  'lead over second': 'Abstand zum zweiten',
  'lead over third': 'Abstand zum dritten',
  'articles against the rest': 'Artikel gegen alles andere',
  classifier: 'gelernt',
  index: 'Suchindex',
  example: 'nächstes Beispiel',
  'foreign example': 'Nähe zu Fremdem',
  'unknown words': 'unbekannte Wörter',
  'classifier agrees': 'Gelerntes stimmt zu',
  'index agrees': 'Suchindex stimmt zu',
  'example agrees': 'Beispiele stimmen zu',
  length: 'Länge',
};
const ARTICLES_SHOWN = 3;
const INFLUENCES_SHOWN = 3;

/** The explanation for editors, at a terminal. */
export function explanationLines(explanation: Explanation): string[] {
  const { analysis, articles, others, right, scope } = explanation;
  return [
    `Wörter        ${analysis.words.map(wordText).join(' ')}`,
    `Gesucht       ${termsText(analysis)}`,
    ...articles
      .slice(0, ARTICLES_SHOWN)
      .flatMap((article, at) => articleLines(article, at, others.length > 0)),
    `Anderes       ${others.map(({ id, probability }) => `${id} ${percent(probability)}`).join(', ') || 'nicht gelernt'}`,
    `Der richtige? ${percent(right.probability)}, Antwort ab ${percent(right.needed)} (${influencesText(right.influences)})`,
    `Unser Thema?  ${percent(scope.probability)}, Antwort ab ${percent(scope.needed)}, abgelehnt unter ${percent(scope.refused)} (${influencesText(scope.influences)})`,
    `Entscheidung  ${decisionText(explanation.decision)}`,
    `Warum         ${reason(explanation)}`,
  ];
}

function wordText({ text, word, known, corrected }: Analysis['words'][number]): string {
  const read = text.toLowerCase() === word ? '' : ` → ${word}${corrected > 0 ? ', berichtigt' : ''}`;
  const note = `${read}${known ? '' : ' (unbekannt)'}`;
  return note === '' ? text : `[${text}${note}]`;
}

function termsText({ terms, words }: Analysis): string {
  const telling = terms.filter(({ kind, at }) => kind !== 'word' || words[at]!.class !== 'filler');
  const written = telling.map(({ term, kind }) => (kind === 'part' ? `(${term})` : term));
  return [...new Set(written)].join(' ') || 'nichts, was etwas sagt';
}

function articleLines(
  { kind, id, share, scorers, match }: ExplainedArticle,
  at: number,
  isLearnt: boolean,
): string[] {
  const said = scorers
    .map((value, i) => `${SCORER_NAMES[i]!} ${i === 0 ? percent(Math.exp(value)) : decimal(value / 10)}`)
    .slice(isLearnt ? 0 : 1);
  const name = kind === 'flow' ? `Dialog ${id}` : id;
  const found = [...match.fields].map(([field, terms]) => `${FIELDS[field]}: ${terms.join(' ')}`);
  return [
    `Platz ${at + 1}       ${name}, Anteil ${percent(share)} (${said.join(', ')})`,
    ...(found.length > 0 ? [`              trifft ${found.join('; ')}`] : []),
    ...(match.nearest === undefined ? [] : [`              am ähnlichsten: „${match.nearest}“`]),
  ];
}

function influencesText(influences: readonly Influence[]): string {
  const strongest = influences
    .filter(({ influence }) => Math.abs(influence) >= 0.1)
    .slice(0, INFLUENCES_SHOWN);
  const text = strongest.map(
    ({ name, influence }) => `${influence > 0 ? 'dafür' : 'dagegen'}: ${SIGNS[name]}`,
  );
  return text.join(', ') || 'nichts sticht hervor';
}

function decisionText(decision: Decision): string {
  switch (decision.kind) {
    case 'answer':
      return `Antwort ${[decision.article, ...decision.also].join(' und ')}`;
    case 'flow':
      return `Dialog ${decision.flow}`;
    case 'choices':
      return `Rückfrage: ${decision.options.map(({ id }) => id).join(', ')}`;
    case 'handoff':
    case 'smalltalk':
      return `${decision.kind === 'handoff' ? 'Wunsch nach einem Menschen' : 'Plauderei'} (${decision.intent})`;
    case 'none':
      return `keine Antwort${decision.nearest.length > 0 ? `; am nächsten: ${decision.nearest.join(', ')}` : ''}`;
    default:
      return decision satisfies never;
  }
}

/** Why this rung of the ladder and no other. */
function reason(explanation: Explanation): string {
  const { decision } = explanation;
  switch (decision.kind) {
    case 'answer':
      if (decision.also.length > 0)
        return 'Die Nachricht stellt mehrere Fragen, und jede ist sicher beantwortet.';
      return 'Beide Wahrscheinlichkeiten reichen für eine Antwort.';
    case 'flow':
      return 'Beide Wahrscheinlichkeiten reichen für eine Antwort.';
    case 'choices':
      return whyChoices(explanation);
    case 'handoff':
    case 'smalltalk':
      return 'Dieser Wunsch ist wahrscheinlich genug, um vor allen Artikeln zu gelten.';
    case 'none':
      return WHY_NONE[decision.reason];
    default:
      return decision satisfies never;
  }
}

const WHY_NONE: Readonly<Record<Extract<Decision, { kind: 'none' }>['reason'], string>> = {
  empty: 'Es steht nichts da, was sich suchen ließe.',
  'out-of-scope': 'Die Frage gehört wahrscheinlich nicht zu unseren Themen.',
  language: 'Die Nachricht ist in einer anderen Sprache.',
  declined: 'So etwas wird abgelehnt.',
  repeated: 'Diese Antwort gab es gerade, und sie hat nicht geholfen.',
};

function whyChoices({ isVague, right, scope, decision }: Explanation): string {
  if (isVague) return 'Ein Wort allein, das sich viele Artikel teilen.';
  if (right.probability < right.needed) return 'Welcher der richtige ist, ist nicht sicher genug.';
  if (scope.probability < scope.needed) return 'Dass es unser Thema ist, ist nicht sicher genug.';
  return decision.kind === 'choices' && decision.neighbours !== undefined
    ? 'Die ersten beiden sind bekannte Nachbarn und liegen nah beieinander.'
    : 'Die ersten liegen zu nah beieinander.';
}

function percent(value: number): string {
  return `${Math.round(100 * value)} %`;
}

function decimal(value: number): string {
  return value.toFixed(2).replace('.', ',');
}
