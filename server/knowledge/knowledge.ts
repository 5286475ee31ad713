import type { RichText } from '../../protocol/rich-text.ts';
import type { Hours } from '../hours/hours.ts';
import type { Flow, FlowRules } from './flow.ts';
import type { Texts } from './texts.ts';

/** Name of something that a reply can come from: `article:browser`, `flow:freischaltcode`, `intent:dank`, `text:greeting`. */
export type SourceRef =
  `${'article' | 'flow' | 'intent' | 'text' | 'language' | 'neighbours' | 'notice'}:${string}`;

/** A piece of approved text, with the hash that says which wording of it was shown. */
export interface Approved {
  readonly source: SourceRef;
  readonly revision: string;
  readonly body: RichText;
}

/** One approved answer; file name = id, folder = topic. */
export interface Article extends Approved {
  readonly id: string;
  readonly topic: string;
  readonly title: string;
  /** Example questions, as people really ask. */
  readonly questions: readonly string[];
  readonly keywords: readonly string[];
  /** The body as plain text, for the search and the terminal. */
  readonly text: string;
  /** Ids of flows that the article offers as buttons. */
  readonly offers: readonly string[];
  readonly seeAlso: readonly string[];
  readonly owner?: string;
  /** Calendar dates, `2027-06-30`. A passed `validTo` takes the article out. */
  readonly reviewBy?: string;
  readonly validFrom?: string;
  readonly validTo?: string;
  /** When the wording was last changed or confirmed, as its editor states it; visitors read it as its date. */
  readonly updated?: string;
  /** Questions that must, or must not, find this article. Never indexed, never trained on. */
  readonly tests: { readonly must: readonly string[]; readonly mustNot: readonly string[] };
  readonly file: string;
}

export interface Topic {
  readonly id: string;
  readonly title: string;
  /** Articles shown as buttons to begin with. */
  readonly examples: readonly string[];
}

/** What a message can want besides an article: a human, small talk, or something that is declined. */
export interface Intent extends Approved {
  readonly id: string;
  readonly kind: 'handoff' | 'smalltalk' | 'none';
  readonly questions: readonly string[];
}

/** Two articles that are easily mixed up, with the question that tells them apart. */
export interface Neighbours {
  readonly articles: readonly [string, string];
  readonly ask: Approved;
  readonly labels: Readonly<Record<string, string>>;
}

/** A language that the assistant recognises in order to say, in that language, that it speaks German. */
export interface Language extends Approved {
  readonly code: string;
  readonly name: string;
  /** Unicode script name such as `Cyrillic`, where it alone tells the language. */
  readonly script?: string;
  readonly words: readonly string[];
}

/** What an agent may insert. */
export interface ReplyTemplate {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/** Something that everybody should know for a time, such as a disturbance. */
export interface Notice {
  readonly id: string;
  readonly level: 'info' | 'warning';
  readonly body: RichText;
  /** UTC ms from which and before which it holds; without them from the beginning, and until it is taken out. */
  readonly from?: number;
  readonly until?: number;
}

/** Everything that visitors can be told: checked, immutable, of one revision. */
export interface Knowledge {
  readonly revision: string;
  readonly articles: ReadonlyMap<string, Article>;
  readonly topics: readonly Topic[];
  readonly intents: ReadonlyMap<string, Intent>;
  readonly outOfScope: readonly string[];
  /** Concept (head word) to the words and phrases that mean the same. */
  readonly synonyms: ReadonlyMap<string, readonly string[]>;
  readonly neighbours: readonly Neighbours[];
  readonly languages: readonly Language[];
  readonly texts: Texts;
  readonly replies: readonly ReplyTemplate[];
  /** All of the file; which of them hold is a question of the time. */
  readonly notices: readonly Notice[];
  readonly hours: Hours;
  /** Guided dialogues by id; the rules are there when there is one. */
  readonly flows?: ReadonlyMap<string, Flow>;
  readonly flowRules?: FlowRules;
}
