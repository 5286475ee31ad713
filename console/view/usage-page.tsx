import { useState } from 'preact/hooks';
import type { UsageMeasure, UsageRow } from '../../protocol/workbench.ts';
import { csvOf } from '../csv.ts';
import { workbenchTexts } from '../texts/workbench.ts';
import { instantOf, shortDate } from '../time.ts';
import { ARTICLE_MEASURES, byArticle, byWeek, MEASURES, type UsageLine } from '../usage.ts';
import { Button, LoadProblem } from './parts.tsx';
import { useLoaded } from './use-loaded.ts';

const SPANS = [4, 12, 26, 52];

type Figures = {
  readonly weeks: readonly string[];
  readonly rows: readonly UsageRow[];
  readonly titles: Readonly<Record<string, string>>;
};

/** A supervisor's figures of how the knowledge is used. */
export function UsagePage() {
  const { usage } = workbenchTexts;
  const [weeks, setWeeks] = useState(12);
  const loaded = useLoaded('figures:usage', { weeks });
  const figures = loaded.value;
  return (
    <main class="page" id="conversation" tabIndex={-1}>
      <div class="page-head">
        <h1>{usage.title}</h1>
        <div class="day-choice">
          <select
            aria-label={usage.span}
            value={weeks}
            onChange={(event) => setWeeks(Number(event.currentTarget.value))}
          >
            {SPANS.map((span) => (
              <option key={span} value={span}>
                {usage.weeks(span)}
              </option>
            ))}
          </select>
          {figures && (
            <Button class="small" onClick={() => download(figures)}>
              {usage.download}
            </Button>
          )}
        </div>
      </div>
      <p class="lead">{usage.lead}</p>
      <LoadProblem of={loaded} />
      {figures &&
        (figures.rows.length === 0 ? <p class="empty">{usage.empty}</p> : <Shown figures={figures} />)}
    </main>
  );
}

function Shown({ figures }: { figures: Figures }) {
  const { usage } = workbenchTexts;
  const weeks = byWeek(figures.weeks, figures.rows);
  return (
    <>
      <div class="usage-charts">
        {MEASURES.map((measure) => (
          <WeekChart key={measure} measure={measure} lines={weeks} />
        ))}
      </div>
      <h2>{usage.byWeek}</h2>
      <Table
        label={usage.table}
        head={usage.week}
        lines={weeks}
        measures={MEASURES}
        nameOf={(week) => shortDate(instantOf(`${week}T12:00`))}
      />
      <h2>{usage.byArticle}</h2>
      <Table
        label={usage.articleTable}
        head={usage.article}
        lines={byArticle(figures.rows)}
        measures={ARTICLE_MEASURES}
        nameOf={(id) => figures.titles[id] ?? usage.gone(id)}
      />
      <p class="hint">{usage.handedOffHint}</p>
    </>
  );
}

/** In user units of the drawing. */
const CHART = { width: 240, height: 64 };

/** Bars by week: a picture for the eye; the table below has the same for everybody. */
function WeekChart({ measure, lines }: { measure: UsageMeasure; lines: readonly UsageLine[] }) {
  const { usage } = workbenchTexts;
  const values = lines.map(({ counts }) => counts[measure] ?? 0);
  const total = values.reduce((sum, value) => sum + value, 0);
  const top = Math.max(1, ...values);
  const slot = CHART.width / values.length;
  const name = usage.measures[measure];
  return (
    <figure class="usage-chart">
      <figcaption>
        {name} <strong>{total}</strong>
      </figcaption>
      <svg viewBox={`0 0 ${CHART.width} ${CHART.height}`} role="img" aria-label={usage.chart(name, total)}>
        {values.map((value, index) => {
          const height = (Math.max(0, value) / top) * (CHART.height - 4);
          return (
            <rect
              key={lines[index]?.key}
              class="conversations"
              x={index * slot + slot * 0.1}
              y={CHART.height - height}
              width={slot * 0.8}
              height={height}
            />
          );
        })}
        <line class="base" x1="0" x2={CHART.width} y1={CHART.height} y2={CHART.height} />
      </svg>
    </figure>
  );
}

type TableProps = {
  label: string;
  head: string;
  lines: readonly UsageLine[];
  measures: readonly UsageMeasure[];
  nameOf: (key: string) => string;
};

function Table({ label, head, lines, measures, nameOf }: TableProps) {
  const { usage } = workbenchTexts;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="table-frame" tabIndex={0} aria-label={label}>
      <table>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            {measures.map((measure) => (
              <th key={measure} scope="col">
                {usage.measures[measure]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ key, counts }) => (
            <tr key={key}>
              <th scope="row">{nameOf(key)}</th>
              {measures.map((measure) => (
                <td key={measure}>{counts[measure] ?? 0}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Every count by week and article, one a line, so that a spreadsheet can arrange them. */
function download({ weeks, rows, titles }: Figures): void {
  const { usage } = workbenchTexts;
  const text = csvOf([
    [usage.week, usage.article, 'Kennung', 'Was', 'Anzahl'],
    ...rows.map(({ week, article = '', measure, count }) => [
      week,
      titles[article] ?? '',
      article,
      usage.measures[measure],
      count,
    ]),
  ]);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  link.download = usage.file(weeks[0] ?? '', weeks.at(-1) ?? '');
  link.click();
  URL.revokeObjectURL(link.href);
}
