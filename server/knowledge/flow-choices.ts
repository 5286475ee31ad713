import type { AskStep, ConfirmStep, FlowChoice, FlowRules } from './flow.ts';
import { checkLabel } from './flow-label.ts';
import { bare, isOneOf } from './flow-match.ts';
import { stepPlace } from './flow-place.ts';
import type { Place, ProblemList } from './problem.ts';
import type { ReadFlow } from './read-flow.ts';
import type { YamlPath } from './yaml-file.ts';

/** More buttons than this are not read. */
const MOST_CHOICES = 6;

/** Words that leave or turn the dialogue wherever they are written, and so can mean no answer. */
const CONTROLS = { human: 'Mensch', cancel: 'Abbrechen', back: 'Zurück', repeat: 'Wiederholen' } as const;

/** Checks that every answer means one choice: that it is clear what a button and a word does. */
export function checkChoices(read: ReadFlow, rules: FlowRules | undefined, problems: ProblemList): void {
  for (const step of read.steps.values()) {
    if (step?.verb === 'ask') checkAsk(step, read, rules, problems);
    if (step?.verb === 'confirm') checkConfirm(step, read, rules, problems);
  }
}

/** Something that a visitor may write to mean a choice. */
interface Wording {
  readonly text: string;
  readonly place: Place;
  /** Which choice it means. */
  readonly choice: number;
}

function checkAsk(
  step: AskStep,
  { yaml }: ReadFlow,
  rules: FlowRules | undefined,
  problems: ProblemList,
): void {
  const { id, choices } = step;
  if (choices.length > MOST_CHOICES)
    problems.error(
      stepPlace(yaml, id),
      `„${id}“ hat ${choices.length} Antworten zur Wahl; mehr als ${MOST_CHOICES} werden nicht gelesen.`,
      'Fassen Sie einige zusammen oder fragen Sie in zwei Schritten.',
    );
  const at = (path: YamlPath) => yaml.place(['steps', id, 'choices', ...path]);
  choices.forEach(({ label }, index) => {
    checkLabel(label, at([index, 'label']), problems);
  });
  const wordings = choices.flatMap((choice, index) => wordingsOf(choice, index, at));
  checkWordings(wordings, rules, problems);
  reportNumbers(wordings, choices.length, problems);
}

function wordingsOf(
  { label, value, also }: FlowChoice,
  choice: number,
  at: (path: YamlPath) => Place,
): Wording[] {
  return [
    { text: label, place: at([choice, 'label']), choice },
    { text: value, place: at([choice, 'value']), choice },
    ...also.map((text, index) => ({ text, place: at([choice, 'also', index]), choice })),
  ];
}

function checkConfirm(
  { id, confirmed, declined }: ConfirmStep,
  { yaml }: ReadFlow,
  rules: FlowRules | undefined,
  problems: ProblemList,
): void {
  const at = (key: 'confirmed' | 'declined') => yaml.place(['steps', id, key, 'label']);
  checkLabel(confirmed.label, at('confirmed'), problems);
  checkLabel(declined.label, at('declined'), problems);
  const wordings = [
    { text: confirmed.label, place: at('confirmed'), choice: 0 },
    { text: declined.label, place: at('declined'), choice: 1 },
  ];
  checkWordings(wordings, rules, problems);
  if (!rules) return;
  if (isOneOf(confirmed.label, rules.words.no)) reportOpposite(confirmed.label, at('confirmed'), problems);
  if (isOneOf(declined.label, rules.words.yes)) reportOpposite(declined.label, at('declined'), problems);
}

function reportOpposite(label: string, place: Place, problems: ProblemList): void {
  problems.error(
    place,
    `„${label}“ bedeutet das Gegenteil dessen, was die Schaltfläche tut.`,
    'Vertauschen Sie die beiden Beschriftungen.',
  );
}

/** No wording may mean two choices, or a choice and a word that holds in every flow. */
function checkWordings(
  wordings: readonly Wording[],
  rules: FlowRules | undefined,
  problems: ProblemList,
): void {
  const known = new Map<string, Wording>();
  for (const wording of wordings) {
    const { text, place, choice } = wording;
    const words = bare(text);
    const other = known.get(words);
    if (words === '')
      problems.error(
        place,
        `„${text}“ enthält kein Wort, das jemand schreiben könnte.`,
        'Nehmen Sie Worte statt Zeichen.',
      );
    else if (other && other.choice !== choice)
      problems.error(
        place,
        `„${text}“ bedeutet schon eine andere Antwort („${other.text}“, Zeile ${other.place.line}).`,
        'Lassen Sie es nur bei einer der beiden.',
      );
    else known.set(words, other ?? wording);
    if (rules) reportControl(wording, rules, problems);
  }
}

function reportControl({ text, place }: Wording, rules: FlowRules, problems: ProblemList): void {
  for (const key of ['human', 'cancel', 'back', 'repeat'] as const)
    if (isOneOf(text, rules.words[key]))
      problems.error(
        place,
        `„${text}“ bedeutet in jedem Dialog „${CONTROLS[key]}“ (_rules.yaml, words: ${key}) und käme hier nie als Antwort an.`,
        'Nehmen Sie ein anderes Wort.',
      );
}

/** A bare number chooses by place in the list; as a wording it must mean the same. */
function reportNumbers(wordings: readonly Wording[], count: number, problems: ProblemList): void {
  for (const { text, place, choice } of wordings) {
    const number = /^\d{1,2}$/.test(text) ? Number(text) : 0;
    if (number === 0 || number > count || number === choice + 1) continue;
    problems.error(
      place,
      `„${text}“ wählt die Antwort Nummer ${text}; diese hier ist Nummer ${choice + 1}.`,
      'Schreiben Sie die Zahl als Wort oder ändern Sie die Reihenfolge.',
    );
  }
}
