import type { Place, ProblemList } from './problem.ts';
import { warnOfTypography } from './typography.ts';

/** UTF-16 code units that fit on a button of a narrow window. */
const MOST_CHARACTERS = 40;

/** Reports a label that does not fit on a button. */
export function checkLabel(label: string, place: Place, problems: ProblemList): void {
  if (label.length > MOST_CHARACTERS)
    problems.error(
      place,
      `„${label}“ hat ${label.length} Zeichen; auf eine Schaltfläche passen ${MOST_CHARACTERS}.`,
      'Kürzen Sie die Beschriftung.',
    );
  if (/[*{}\n]|\]\(/.test(label))
    problems.error(
      place,
      'Auf einer Schaltfläche steht nur eine Zeile einfacher Text.',
      'Lassen Sie Fettschrift, Links und Lücken weg.',
    );
  warnOfTypography(label, () => place, problems);
}
