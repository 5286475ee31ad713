import type { Analysis } from '../language/analyze.ts';
import type { Engine } from './engine.ts';
import type { PhraseField } from './targets.ts';

/** What of a message an article or flow has, and where. */
export interface Match {
  /** Terms by field, without function words; fields without one are absent. */
  readonly fields: ReadonlyMap<PhraseField, readonly string[]>;
  /** The title or example that has most of the terms. */
  readonly nearest?: string;
}

/** Looks up which terms of a message stand where in the wording of a target. */
export function matchOf(target: number, analysis: Analysis, { corpus, analyze }: Engine): Match {
  const wanted = tellingTerms(analysis);
  const fields = new Map<PhraseField, string[]>();
  let nearest: string | undefined;
  let most = 0;
  for (const phrase of corpus.phrases) {
    if (phrase.target !== target) continue;
    const found = [...tellingTerms(analyze(phrase.text))].filter((term) => wanted.has(term));
    const ofField = fields.get(phrase.field) ?? [];
    fields.set(phrase.field, [...new Set([...ofField, ...found])]);
    if (found.length <= most || (phrase.field !== 'title' && phrase.field !== 'question')) continue;
    most = found.length;
    nearest = phrase.text;
  }
  const matching = new Map([...fields].filter(([, terms]) => terms.length > 0));
  return { fields: matching, ...(nearest !== undefined && { nearest }) };
}

function tellingTerms({ terms, words }: Analysis): Set<string> {
  const telling = terms.filter(({ kind, at }) => kind !== 'word' || words[at]!.class !== 'filler');
  return new Set(telling.map(({ term }) => term));
}
