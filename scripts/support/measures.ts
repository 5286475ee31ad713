import type { Outcome, Totals } from '../../server/knowledge/evaluate.ts';

/** One measure as a share in percent, of what it is a share, and whether less is better. */
interface Measure {
  readonly name: string;
  readonly of: 'inScope' | 'outOfScope' | 'handoffs' | 'smalltalks';
  readonly count: (totals: Totals) => number;
}

const MEASURES: readonly Measure[] = [
  { name: 'right article first', of: 'inScope', count: (it) => it.first },
  { name: 'right article in the first three', of: 'inScope', count: (it) => it.firstThree },
  { name: 'answered right at once', of: 'inScope', count: (it) => it.answeredRight },
  {
    name: 'answered right or right among the choices',
    of: 'inScope',
    count: (it) => it.answeredRight + it.choicesRight,
  },
  { name: 'choices without the right one', of: 'inScope', count: (it) => it.choicesWrong },
  { name: 'wrong answer', of: 'inScope', count: (it) => it.wrong },
  { name: 'refused although in scope', of: 'inScope', count: (it) => it.refused },
  { name: 'out of scope: refused', of: 'outOfScope', count: (it) => it.outRefused },
  { name: 'out of scope: choices', of: 'outOfScope', count: (it) => it.outChoices },
  { name: 'out of scope: answered falsely', of: 'outOfScope', count: (it) => it.outAnswered },
  { name: 'wish for a human recognised', of: 'handoffs', count: (it) => it.handoffsRecognised },
  { name: 'wish for a human answered with an article', of: 'handoffs', count: (it) => it.handoffsAnswered },
  { name: 'small talk recognised', of: 'smalltalks', count: (it) => it.smalltalksRecognised },
];

/** All measures that the outcomes allow, one line each. */
export function measureLines(totals: Totals): string[] {
  return MEASURES.filter(({ of }) => totals[of] > 0).map((measure) => {
    const total = totals[measure.of];
    const count = measure.count(totals);
    return `${percent(count, total).padStart(6)} %  ${measure.name} (${count} of ${total})`;
  });
}

/** The questions in scope by manner of asking. */
export function styleLines(
  outcomes: readonly Outcome[],
  totalsOf: (some: readonly Outcome[]) => Totals,
): string[] {
  const styles = [...new Set(outcomes.map((outcome) => outcome.case.style))].toSorted();
  return styles.flatMap((style) => {
    const totals = totalsOf(outcomes.filter((outcome) => outcome.case.style === style));
    if (totals.inScope === 0) return [];
    const of = (count: number): string => percent(count, totals.inScope).padStart(5);
    const right = of(totals.answeredRight + totals.choicesRight);
    return [
      `${style.padEnd(16)} ${String(totals.inScope).padStart(4)} ${of(totals.first)} ${of(totals.firstThree)} ${of(totals.answeredRight)} ${right} ${of(totals.wrong)} ${of(totals.refused)}`,
    ];
  });
}

export const STYLE_HEADING = `${'manner'.padEnd(16)}    n first first3 right r+cho wrong refused`;

/** The totals as one JSON object: counts, and the measures in percent. */
export function jsonTotals(totals: Totals): string {
  const percentages = Object.fromEntries(
    MEASURES.filter(({ of }) => totals[of] > 0).map(({ name, of, count }) => [
      name,
      Number(percent(count(totals), totals[of])),
    ]),
  );
  return JSON.stringify({ counts: totals, percent: percentages });
}

function percent(count: number, total: number): string {
  return ((100 * count) / total).toFixed(1);
}
