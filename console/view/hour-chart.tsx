import type { HourFigures } from '../../protocol/desk.ts';
import { type Chart, chartOf, type HourBars } from '../chart.ts';
import { texts } from '../texts.ts';

/** In user units of the drawing. */
const SIZE = { width: 720, height: 220, left: 36, right: 8, top: 12, bottom: 28 };
const PLOT = {
  width: SIZE.width - SIZE.left - SIZE.right,
  height: SIZE.height - SIZE.top - SIZE.bottom,
};

/** What came in by the hour: a picture for the eye, the same as a table for everybody. */
export function HourChart({ hours, date }: { hours: readonly HourFigures[]; date: string }) {
  const { day } = texts;
  const chart = chartOf(hours);
  return (
    <section class="hours" aria-labelledby="hours-title">
      <h2 id="hours-title">{day.hours}</h2>
      <p class="legend" aria-hidden="true">
        <span class="key conversations" /> {day.conversations} <span class="key handoffs" /> {day.handoffs}
      </p>
      <svg viewBox={`0 0 ${SIZE.width} ${SIZE.height}`} role="img" aria-label={day.chart(date)}>
        <Axis chart={chart} />
        {chart.bars.map((bars, index) => (
          <Bars key={bars.hour} bars={bars} index={index} count={chart.bars.length} />
        ))}
      </svg>
      <details>
        <summary>{day.table}</summary>
        <HourTable hours={hours.filter(({ hour }) => chart.bars.some((bars) => bars.hour === hour))} />
      </details>
    </section>
  );
}

function Axis({ chart }: { chart: Chart }) {
  return (
    <g class="axis">
      {[0, 0.5, 1].map((share) => {
        const y = SIZE.top + PLOT.height * (1 - share);
        return (
          <g key={share}>
            <line x1={SIZE.left} x2={SIZE.width - SIZE.right} y1={y} y2={y} />
            <text x={SIZE.left - 8} y={y + 4} text-anchor="end">
              {chart.top * share}
            </text>
          </g>
        );
      })}
    </g>
  );
}

function Bars({ bars, index, count }: { bars: HourBars; index: number; count: number }) {
  const slot = PLOT.width / count;
  const x = SIZE.left + slot * index;
  const width = slot * 0.34;
  const bar = (share: number, offset: number, kind: string) => (
    <rect
      class={kind}
      x={x + slot * 0.14 + offset}
      y={SIZE.top + PLOT.height * (1 - share)}
      width={width}
      height={PLOT.height * share}
    />
  );
  return (
    <g>
      {bar(bars.conversations, 0, 'conversations')}
      {bar(bars.handoffs, width + 2, 'handoffs')}
      <text class="hour" x={x + slot / 2} y={SIZE.height - 8} text-anchor="middle">
        {bars.hour}
      </text>
    </g>
  );
}

function HourTable({ hours }: { hours: readonly HourFigures[] }) {
  const { day } = texts;
  return (
    <table>
      <thead>
        <tr>
          {[day.hour, day.conversations, day.handoffs, day.abandoned].map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {hours.map((one) => (
          <tr key={one.hour}>
            <th scope="row">{day.hourOf(one.hour)}</th>
            <td>{one.conversations}</td>
            <td>{one.handoffs}</td>
            <td>{one.abandoned}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
