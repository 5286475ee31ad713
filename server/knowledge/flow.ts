import type { Approved } from './knowledge.ts';

/** A guided dialogue: named steps, one verb each, explicit `next`, no expression language. File name = id. */
export interface Flow {
  readonly id: string;
  readonly title: string;
  readonly owner?: string;
  readonly reviewBy?: string;
  /** Searched like an article's example questions; the title counts as one. */
  readonly questions: readonly string[];
  /** The first step is the start; the order has no other meaning. */
  readonly first: string;
  readonly steps: ReadonlyMap<string, FlowStep>;
  /** Walks that an editor wrote down: visitor's words, `=step`, `faq:article`. */
  readonly tests: readonly (readonly string[])[];
  /** Hash of the whole file: another one means that somebody edited it meanwhile. */
  readonly revision: string;
  readonly file: string;
}

/** What every step has. */
interface StepBase {
  readonly id: string;
  /** Hash of this step alone: the same one means that a conversation may simply go on. */
  readonly hash: string;
}

export type FlowStep = AskStep | SayStep | ConfirmStep | WhenStep | EndStep;

/** Asks and waits. Has choices, an accepted form of answer, or both. */
export interface AskStep extends StepBase {
  readonly verb: 'ask';
  readonly text: Approved;
  /** The slot that the answer is saved in. */
  readonly save: string;
  readonly choices: readonly FlowChoice[];
  readonly accept?: Accept;
  /** Where an accepted answer leads; choices have their own. */
  readonly next?: string;
  /** What is said to an answer that does not fit, one after another; then `otherwise`. */
  readonly retry: readonly Approved[];
  readonly otherwise?: string;
  /** Masked everywhere but for the agent who takes over. */
  readonly sensitive: boolean;
}

export interface FlowChoice {
  readonly label: string;
  readonly value: string;
  /** Other words that mean this choice. */
  readonly also: readonly string[];
  readonly next: string;
}

export type Accept =
  | {
      readonly type: 'pattern';
      /** The whole answer, after `clean`; anchored by the engine. */
      readonly pattern: RegExp;
      readonly clean: readonly Clean[];
      readonly example: string;
    }
  /**
   * A day that is not in the future: `3.11.`, `letzten Dienstag`, `vor drei Wochen`. Besides its value a slot of this
   * kind has derived ones, see `DERIVED`.
   */
  | { readonly type: 'date' };

export type Clean = 'upper' | 'lower' | 'no-spaces' | 'no-hyphens' | 'digits';

/**
 * What a slot that holds a date gives besides: whole days and working days (Monday to Saturday without nationwide
 * holidays) since then, for `when`.
 */
export const DERIVED = ['age_days', 'working_days'] as const;
export type Derived = (typeof DERIVED)[number];

/** A blank of a date slot: `{wann.after_5_working_days}` is that day in German words. */
export const AFTER_WORKING_DAYS = /^after_(\d+)_working_days$/;

/** Says and goes on at once. */
export interface SayStep extends StepBase {
  readonly verb: 'say';
  readonly text: Approved;
  readonly next: string;
}

/** Names consequences and asks for a yes. */
export interface ConfirmStep extends StepBase {
  readonly verb: 'confirm';
  readonly text: Approved;
  readonly consequences: readonly Approved[];
  readonly confirmed: { readonly label: string; readonly next: string };
  readonly declined: { readonly label: string; readonly next: string };
}

/** Branches over earlier answers; the first rule that holds wins. */
export interface WhenStep extends StepBase {
  readonly verb: 'when';
  readonly rules: readonly { readonly conditions: readonly Condition[]; readonly next: string }[];
  readonly otherwise: string;
}

/** A slot's value is one of these, or a number derived from it lies within a bound. */
export type Condition =
  | { readonly slot: string; readonly oneOf: readonly string[] }
  | {
      readonly slot: string;
      readonly derived: Derived;
      readonly atMost?: number;
      readonly moreThan?: number;
    };

/** Ends the dialogue: with an answer, a link, or at a human. */
export interface EndStep extends StepBase {
  readonly verb: 'end';
  readonly end: EndAnswer | EndLink | EndHandoff;
}
export interface EndAnswer {
  readonly kind: 'answer';
  /** Own text, an article's, or both in this order. */
  readonly text?: Approved;
  readonly article?: string;
}
export interface EndLink {
  readonly kind: 'link';
  readonly text: Approved;
  /** The link as an approved text of its own, so that it is shown like any other. */
  readonly link: Approved;
  readonly irreversible: boolean;
}
export interface EndHandoff {
  readonly kind: 'handoff';
  readonly topic: string;
  /** Slots that the agent sees first. */
  readonly summary: readonly string[];
  /** Slots, sensitive ones too, for the agent only. */
  readonly forAgent: readonly string[];
  /** Said instead while nobody can be reached, before the way to the form. */
  readonly closed: { readonly text?: Approved; readonly article?: string };
}

/** What holds in every flow, from `flows/_rules.yaml`; the sentences included. */
export interface FlowRules {
  /** Whole messages after normalisation, never parts of one. */
  readonly words: Readonly<Record<'human' | 'cancel' | 'back' | 'repeat' | 'yes' | 'no', readonly string[]>>;
  readonly digression: {
    /** Before the question is asked again. Blank: title. */
    readonly back: Approved;
    /** After so many digressions in a row the visitor is asked whether to go on. */
    readonly most: number;
    /** Blank: title. */
    readonly goOn: Approved;
    /** Blanks: title, other. */
    readonly toSwitch: Approved;
  };
  /** Words that mark a correction of an earlier answer. Blank of `changed`: answer. */
  readonly correct: { readonly markers: readonly string[]; readonly changed: Approved };
  readonly cancelled: Approved;
  /** `back` at the first question. */
  readonly atFirst: Approved;
  /** Tries at a step without `retry` texts, then a human is offered. */
  readonly unclear: { readonly tries: number; readonly texts: readonly Approved[]; readonly human: Approved };
  /** Milliseconds until a reminder, and until the flow is forgotten. Blank: title. */
  readonly idle: {
    readonly remindAfter: number;
    readonly remind: Approved;
    readonly forgetAfter: number;
    readonly forgotten: Approved;
  };
  /** The step that was asked is gone from the file: the flow starts again with what is still valid. Blank: title. */
  readonly restarted: Approved;
  /** Blanks: step, steps. */
  readonly progress: Approved;
  /** Labels of buttons. */
  readonly labels: Readonly<Record<'goOn' | 'stop' | 'switch' | 'stay' | 'back' | 'cancel', string>>;
}
