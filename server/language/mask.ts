import { bankNumbersIn, cardNumbersIn } from './money-numbers.ts';
import { personalNumbersIn } from './person-numbers.ts';
import { emailsIn, phonesIn } from './reach-details.ts';
import type { PersonalSpan } from './signs.ts';

/** What stands in place of something personal. */
const MASK = '•••';

/** A text without what is personal in it, and where in the original that stood. */
export interface Masked {
  readonly text: string;
  readonly masked: boolean;
  /** In order, without overlaps; offsets in the original text, in UTF-16 units. */
  readonly spans: readonly PersonalSpan[];
}

/**
 * Replaces what is personal: bank accounts, cards, pension, tax and health insurance numbers with valid check digits
 * however they are grouped, e-mail addresses and telephone numbers. Contract numbers, dates and postal codes stay.
 * This is the seam between what came in and what is kept: nothing behind it sees the raw text.
 */
export function mask(text: string): Masked {
  return cover(text, [bankNumbersIn, cardNumbersIn, personalNumbersIn, emailsIn, phonesIn]);
}

/**
 * Replaces numbers of accounts, cards and insured people only, for who tells others how the service can be reached.
 * @param known A text in which such a number stands may be repeated: the service's own account.
 */
export function maskNumbers(text: string, known: (words: string) => boolean): Masked {
  const strange = ({ from, to }: PersonalSpan) => !known(text.slice(from, to));
  const finders = [bankNumbersIn, cardNumbersIn, personalNumbersIn];
  return cover(
    text,
    finders.map((find) => (words) => find(words).filter(strange)),
  );
}

type Finder = (text: string) => PersonalSpan[];

function cover(text: string, finders: readonly Finder[]): Masked {
  const spans = withoutOverlaps(finders.flatMap((find) => find(text)));
  let hidden = '';
  let end = 0;
  for (const { from, to } of spans) {
    hidden += text.slice(end, from) + MASK;
    end = to;
  }
  return { text: hidden + text.slice(end), masked: spans.length > 0, spans };
}

/** The earlier of two that overlap stays, of two that begin together the longer one. */
function withoutOverlaps(spans: readonly PersonalSpan[]): PersonalSpan[] {
  const ordered = [...spans].sort((a, b) => a.from - b.from || b.to - a.to);
  const kept: PersonalSpan[] = [];
  for (const span of ordered) if (span.from >= (kept.at(-1)?.to ?? 0)) kept.push(span);
  return kept;
}
