import { approve } from './approve.ts';
import { nearest } from './did-you-mean.ts';
import { BLANK } from './fill.ts';
import { blanksOf, isShowable, readSlotUse, type Slots, type SlotUse } from './flow-slots.ts';
import type { Approved, SourceRef } from './knowledge.ts';
import { textPlace } from './parts.ts';
import type { Place, ProblemList } from './problem.ts';
import type { Yaml, YamlPath } from './yaml-file.ts';

/** A step that needs an answer, which must have been given on every way to it. */
export interface Use extends SlotUse {
  readonly step: string;
  readonly place: Place;
  /** Shown, and not only compared with: what follows from a day must be there. */
  readonly isShown: boolean;
}

/** What one step is read with. */
export interface StepReading {
  readonly id: string;
  /** Begins at the step. */
  readonly yaml: Yaml;
  readonly source: SourceRef;
  readonly slots: Slots;
  readonly problems: ProblemList;
  /** Where answers are used, in the order of reading. */
  readonly uses: Use[];
}

/** Approves a text of a step. Its blanks are slots, or `more` of its own. */
export function approveText(
  reading: StepReading,
  path: YamlPath,
  wording: string,
  more: readonly string[] = [],
): Approved {
  const { yaml, source, slots, problems } = reading;
  const at = textPlace(yaml, path);
  const written = [...wording.matchAll(BLANK)]
    .map(([, name]) => name!)
    .filter((name) => !more.includes(name));
  for (const name of new Set(written)) noteUse(reading, name, at(lineOf(wording, name), 1), true);
  reportBraces(wording, at(1, 1), problems);
  // A slot that may not be shown has its own message.
  const known = written.filter((name) => slots.has(readSlotUse(name).slot));
  return approve(source, wording, at, problems, [...more, ...blanksOf(slots), ...known]);
}

/** Notes that a step needs an answer, or reports that it may not have it. */
export function noteUse(
  { id, slots, uses, problems }: StepReading,
  written: string,
  place: Place,
  isShown: boolean,
): void {
  const use = readSlotUse(written);
  const slot = slots.get(use.slot);
  if (!slot) return;
  if (slot.sensitive)
    problems.error(
      place,
      `„${use.slot}“ ist vertraulich (sensitive) und darf hier nicht stehen.`,
      'Vertrauliche Antworten gehen nur an den Menschen, der übernimmt: unter for_agent.',
    );
  else if (!isShowable(use, slots)) reportPart(use, slot.isDate, place, problems);
  else uses.push({ ...use, step: id, place, isShown });
}

function reportPart(
  { slot, part = '' }: SlotUse,
  isDate: boolean,
  place: Place,
  problems: ProblemList,
): void {
  const parts = ['age_days', 'working_days', 'after_5_working_days'];
  const meant = nearest(part, parts);
  const possible = meant ? `Gemeint ist wohl „${slot}.${meant}“.` : `Möglich sind: ${parts.join(', ')}.`;
  problems.error(
    place,
    isDate
      ? `„${part}“ folgt nicht aus einem Tag.`
      : `„${slot}“ ist kein Tag; „${part}“ gibt es nur bei accept: {type: date}.`,
    isDate ? possible : `Nehmen Sie „${slot}“ allein.`,
  );
}

function reportBraces(wording: string, place: Place, problems: ProblemList): void {
  const left = /\{[^{}]*\}|[{}]/.exec(wording.replace(BLANK, ''))?.[0];
  if (left === undefined) return;
  problems.error(
    place,
    `„${left}“ ist keine Lücke und würde so angezeigt.`,
    'Eine Lücke besteht aus geschweiften Klammern um einen Namen ohne Leerzeichen: {art}.',
  );
}

function lineOf(wording: string, blank: string): number {
  return (
    wording
      .trimStart()
      .split('\n')
      .findIndex((line) => line.includes(`{${blank}}`)) + 1
  );
}
