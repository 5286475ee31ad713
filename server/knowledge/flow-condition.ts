import { z } from 'zod';
import { nearest } from './did-you-mean.ts';
import { type Condition, DERIVED } from './flow.ts';
import { Bounds } from './flow-schema.ts';
import { readSlotUse } from './flow-slots.ts';
import { noteUse, type StepReading } from './flow-text.ts';
import { WordList, Words } from './schema.ts';
import { validate } from './validate.ts';
import { isRecord, yamlAt } from './yaml-file.ts';

const WordsOrMore = WordList.min(1);

/** Reads one entry of an `if`: `art: portal`, `art: [a, b]`, `wann.age_days: {at_most: 5}`. */
export function readCondition(
  key: string,
  rule: number,
  value: unknown,
  reading: StepReading,
): Condition | undefined {
  const { yaml, slots, problems } = reading;
  const place = yaml.keyPlace(['when', rule, 'if', key]);
  const { slot, part } = readSlotUse(key);
  if (!slots.has(slot)) {
    const meant = nearest(slot, slots.keys());
    problems.error(
      place,
      `Keine Frage speichert „${slot}“.`,
      meant ? `Gemeint ist wohl „${meant}“.` : `Möglich sind: ${[...slots.keys()].join(', ')}.`,
    );
    return undefined;
  }
  const derived = DERIVED.find((name) => name === part);
  if (part !== undefined && !derived) {
    const meant = nearest(part, DERIVED);
    problems.error(
      place,
      `„${part}“ gibt es in Bedingungen nicht.`,
      meant ? `Gemeint ist wohl „${slot}.${meant}“.` : `Möglich sind: ${DERIVED.join(', ')}.`,
    );
    return undefined;
  }
  noteUse(reading, key, place, false);
  return derived ? readBounds(key, slot, derived, rule, reading) : readValues(key, rule, value, reading);
}

function readBounds(
  key: string,
  slot: string,
  derived: (typeof DERIVED)[number],
  rule: number,
  { yaml, problems }: StepReading,
): Condition | undefined {
  const bounds = validate(yamlAt(yaml, ['when', rule, 'if']), z.object({ [key]: Bounds }), problems)?.[key];
  if (!bounds) return undefined;
  return {
    slot,
    derived,
    ...(bounds.at_most !== undefined && { atMost: bounds.at_most }),
    ...(bounds.more_than !== undefined && { moreThan: bounds.more_than }),
  };
}

function readValues(
  slot: string,
  rule: number,
  value: unknown,
  { yaml, problems }: StepReading,
): Condition | undefined {
  const at = yamlAt(yaml, ['when', rule, 'if']);
  if (isRecord(value) && !Array.isArray(value)) {
    problems.error(
      yaml.place(['when', rule, 'if', slot]),
      'Eine Grenze gibt es nur für Zahlen, die aus einem Tag folgen.',
      `Schreiben Sie zum Beispiel ${slot}.age_days: {at_most: 5}.`,
    );
    return undefined;
  }
  if (Array.isArray(value)) {
    const oneOf = validate(at, z.object({ [slot]: WordsOrMore }), problems)?.[slot];
    return oneOf && { slot, oneOf };
  }
  const only = validate(at, z.object({ [slot]: Words }), problems)?.[slot];
  return only === undefined ? undefined : { slot, oneOf: [only] };
}
