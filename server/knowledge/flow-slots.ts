import { AFTER_WORKING_DAYS, DERIVED } from './flow.ts';
import type { StepSource } from './flow-source.ts';
import { isRecord, type Yaml } from './yaml-file.ts';

/** What a flow remembers under a name. */
export interface Slot {
  readonly sensitive: boolean;
  /** Whether an answer may be a day, from which more follows. */
  readonly isDate: boolean;
}
export type Slots = ReadonlyMap<string, Slot>;

/**
 * The slots that steps save their answers in: a question's `save` or its id, a confirmation's id. Of a step that
 * could not be read it is taken that its slot may be anything, so that its users are not blamed.
 */
export function slotsOf(
  sources: ReadonlyMap<string, StepSource | undefined>,
  yamlOf: (id: string) => Yaml,
): Slots {
  const slots = new Map<string, Slot>();
  for (const [id, step] of sources) {
    const name = step ? slotOf(id, step) : unreadSlot(id, yamlOf(id).value);
    if (name === undefined) continue;
    const known = slots.get(name);
    const ask = step?.verb === 'ask' ? step.source : undefined;
    slots.set(name, {
      sensitive: (known?.sensitive ?? false) || (ask?.sensitive ?? false),
      isDate:
        (known?.isDate ?? false) || step === undefined || (ask?.accept && 'type' in ask.accept) === true,
    });
  }
  return slots;
}

/** The slot that a step saves its answer in, if it has one. */
export function slotOf(id: string, { verb, source }: StepSource): string | undefined {
  if (verb === 'ask') return source.save ?? id;
  return verb === 'confirm' ? id : undefined;
}

function unreadSlot(id: string, value: unknown): string {
  return isRecord(value) && typeof value.save === 'string' ? value.save : id;
}

/** A slot as blanks and conditions name it: itself, or what follows from it. */
export interface SlotUse {
  readonly slot: string;
  /** `age_days`, `after_5_working_days`; absent when the slot itself is meant. */
  readonly part?: string;
}

/** Splits `wann.working_days`; what follows the first dot is the part. */
export function readSlotUse(written: string): SlotUse {
  const dot = written.indexOf('.');
  return dot < 0 ? { slot: written } : { slot: written.slice(0, dot), part: written.slice(dot + 1) };
}

/** Whether a text may show this of a slot. */
export function isShowable({ slot, part }: SlotUse, slots: Slots): boolean {
  const known = slots.get(slot);
  if (!known) return false;
  return part === undefined || (known.isDate && isPart(part));
}

function isPart(part: string): boolean {
  return DERIVED.some((name) => name === part) || AFTER_WORKING_DAYS.test(part);
}

/** All blanks that texts of a flow may have, with an example of the kind that has a number in it. */
export function blanksOf(slots: Slots): string[] {
  return [...slots]
    .filter(([, { sensitive }]) => !sensitive)
    .flatMap(([slot, { isDate }]) =>
      isDate ? [slot, ...DERIVED.map((part) => `${slot}.${part}`), `${slot}.after_5_working_days`] : [slot],
    );
}
