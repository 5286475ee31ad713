/** What was said before in this conversation, as far as it changes the meaning of the next message. */
export interface Context {
  /** Articles already shown as answers, oldest first. */
  readonly shown: readonly string[];
  /** The visitor's message before, masked; helps to understand what a pronoun stands for. */
  readonly said?: string;
}

/** Something that "Meinten Sie" can offer. */
export interface Option {
  readonly kind: 'article' | 'flow';
  readonly id: string;
  readonly title: string;
}

/**
 * What the assistant makes of one message; the ladder of answering.
 * `answer` is sure; `choices` offers two or three; `none` admits that there is no answer.
 */
export type Decision =
  | { readonly kind: 'answer'; readonly article: string; readonly also: readonly string[] }
  | {
      readonly kind: 'choices';
      readonly options: readonly Option[];
      /** Index into `Knowledge.neighbours` when a known pair has its own distinguishing question. */
      readonly neighbours?: number;
    }
  | { readonly kind: 'flow'; readonly flow: string }
  | { readonly kind: 'handoff'; readonly intent: string }
  | { readonly kind: 'smalltalk'; readonly intent: string }
  | {
      readonly kind: 'none';
      /** Why: nothing readable, not a matter of this knowledge, another language, or a declined intent. */
      readonly reason: 'empty' | 'out-of-scope' | 'language' | 'declined' | 'repeated';
      /** Language code or intent id that the reply comes from. */
      readonly language?: string;
      readonly intent?: string;
      /** Articles nearest in meaning, for the topics shown beside the honest no. */
      readonly nearest: readonly string[];
    };

/** The one entrance to understanding; immutable, deterministic, synchronous. */
export interface Understanding {
  decide(text: string, context: Context): Decision;
  /** Ids of the articles that a text still being typed may be after, likeliest first, at most three; absent where nothing is suggested. */
  suggest?(typed: string): readonly string[];
}
