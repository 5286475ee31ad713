import type { Outcome, Totals } from '../../server/knowledge/evaluate.ts';

/** One measure as a share in percent, of what it is a share, and whether less is better. */
interface Measure {
  /** As tools read it in the totals. */
  readonly name: string;
  /** As editors read it. */
  readonly label: string;
  readonly of: 'inScope' | 'outOfScope' | 'handoffs' | 'smalltalks';
  readonly count: (totals: Totals) => number;
}

const MEASURES: readonly Measure[] = [
  { name: 'right article first', label: 'richtiger Artikel zuerst', of: 'inScope', count: (it) => it.first },
  {
    name: 'right article in the first three',
    label: 'richtiger Artikel unter den ersten drei',
    of: 'inScope',
    count: (it) => it.firstThree,
  },
  {
    name: 'answered right at once',
    label: 'sofort richtig beantwortet',
    of: 'inScope',
    count: (it) => it.answeredRight,
  },
  {
    name: 'answered right or right among the choices',
    label: 'richtig beantwortet oder unter den Vorschlägen',
    of: 'inScope',
    count: (it) => it.answeredRight + it.choicesRight,
  },
  {
    name: 'choices without the right one',
    label: 'Vorschläge ohne den richtigen',
    of: 'inScope',
    count: (it) => it.choicesWrong,
  },
  { name: 'wrong answer', label: 'falsch beantwortet', of: 'inScope', count: (it) => it.wrong },
  {
    name: 'refused although in scope',
    label: 'abgelehnt, obwohl es eine Antwort gibt',
    of: 'inScope',
    count: (it) => it.refused,
  },
  {
    name: 'out of scope: refused',
    label: 'ohne Antwort im Wissen: abgelehnt',
    of: 'outOfScope',
    count: (it) => it.outRefused,
  },
  {
    name: 'out of scope: choices',
    label: 'ohne Antwort im Wissen: Vorschläge',
    of: 'outOfScope',
    count: (it) => it.outChoices,
  },
  {
    name: 'out of scope: answered falsely',
    label: 'ohne Antwort im Wissen: falsch beantwortet',
    of: 'outOfScope',
    count: (it) => it.outAnswered,
  },
  {
    name: 'wish for a human recognised',
    label: 'Wunsch nach einem Menschen erkannt',
    of: 'handoffs',
    count: (it) => it.handoffsRecognised,
  },
  {
    name: 'wish for a human answered with an article',
    label: 'Wunsch nach einem Menschen mit Artikel beantwortet',
    of: 'handoffs',
    count: (it) => it.handoffsAnswered,
  },
  {
    name: 'small talk recognised',
    label: 'Plaudern erkannt',
    of: 'smalltalks',
    count: (it) => it.smalltalksRecognised,
  },
];

/** All measures that the outcomes allow, one line each. */
export function measureLines(totals: Totals): string[] {
  return MEASURES.filter(({ of }) => totals[of] > 0).map((measure) => {
    const total = totals[measure.of];
    const count = measure.count(totals);
    return `${percent(count, total).padStart(6)} %  ${measure.label} (${count} von ${total})`;
  });
}

/** All measures before and after, with the difference in percentage points. */
export function comparedLines(former: Totals, now: Totals): string[] {
  const rows = MEASURES.filter(({ of }) => former[of] > 0 && now[of] > 0).map((measure) => {
    const [before, after] = [former, now].map((totals) => (100 * measure.count(totals)) / totals[measure.of]);
    const change = after! - before!;
    const sign = change > 0 ? '+' : '';
    return `${before!.toFixed(1).padStart(8)} ${after!.toFixed(1).padStart(7)} ${`${sign}${change.toFixed(1)}`.padStart(7)}  ${measure.label}`;
  });
  return [' vorher %   jetzt  Punkte', ...rows];
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

/** Over the columns of `styleLines`: questions, then shares in percent. */
export const STYLE_HEADING = `${'Art zu fragen'.padEnd(16)}    n erste  drei sofrt r+Vor falsch abgelehnt`;

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
