import { numberText } from './report.ts';
import { median } from './statistics.ts';

/** A line of a plot: at each x the numbers of all rounds. */
export interface Series {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly rounds: readonly number[] }[];
}

export interface Plot {
  readonly title: string;
  /** What the axes count; both are logarithmic. */
  readonly x: string;
  readonly y: string;
  readonly series: readonly Series[];
}

const WIDTH = 720;
const HEIGHT = 360;
const EDGE = { left: 64, right: 210, top: 40, bottom: 48 } as const;
/** Three that people who see colours differently tell apart (Okabe and Ito, 2008), each with dashes of its own. */
const LINES = [
  { colour: '#0072b2', dash: '' },
  { colour: '#d55e00', dash: '6 3' },
  { colour: '#009e73', dash: '2 3' },
] as const;

/** The plot as SVG that reads well on light and dark pages. Medians are joined, and bars show the least and the most. */
export function plotSvg({ title, x, y, series }: Plot): string {
  const points = series.flatMap((one) => one.points);
  const across = scaleOf(
    points.map((point) => point.x),
    EDGE.left,
    WIDTH - EDGE.right,
  );
  const all = points.flatMap(({ rounds }) => rounds.filter((number) => number > 0));
  const ticks = ticksBetween(Math.min(...all), Math.max(...all));
  const up = scaleOf(all, HEIGHT - EDGE.bottom, EDGE.top, ticks);
  const xs = [...new Set(points.map((point) => point.x))].sort((a, b) => a - b);
  const label = series.map(({ name }) => name).join(', ');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" font-family="system-ui, sans-serif" font-size="12">
<title>${escaped(`${title}: ${label} in ${y} by ${x}`)}</title>
<style>svg{color:#222;background:#fff}.grid{stroke:#8884}@media(prefers-color-scheme:dark){svg{color:#ddd;background:#1b1b1b}}</style>
${text(EDGE.left, 20, title, 'font-weight="bold" font-size="14"')}
${up.ticks.map((value) => yTick(value, up.at(value))).join('\n')}
${xs.map((value) => text(across.at(value), HEIGHT - EDGE.bottom + 18, numberText(value), 'text-anchor="middle"')).join('\n')}
${text((EDGE.left + WIDTH - EDGE.right) / 2, HEIGHT - 10, x, 'text-anchor="middle"')}
${text(8, EDGE.top - 6, y, '')}
${series.map((one, index) => lineOf(one, index, across, up)).join('\n')}
${labelsOf(series, up)}
</svg>
`;
}

interface Scale {
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
}

/** @param ticks Values that have a line of their own; the scale reaches as far as they do. */
function scaleOf(
  values: readonly number[],
  from: number,
  to: number,
  ticks: readonly number[] = values,
): Scale {
  const positive = values.filter((value) => value > 0);
  const low = Math.log10(Math.min(...positive, ...ticks));
  const high = Math.log10(Math.max(...positive, ...ticks));
  const share = (value: number) =>
    high === low ? 0.5 : (Math.log10(Math.max(value, 10 ** low)) - low) / (high - low);
  return { at: (value) => Math.round((from + share(value) * (to - from)) * 10) / 10, ticks };
}

/** Powers of ten, and twice and five times as much when there are few. */
function ticksBetween(least: number, most: number): number[] {
  const powers = Array.from(
    { length: Math.ceil(Math.log10(most)) - Math.floor(Math.log10(least)) + 1 },
    (_, index) => 10 ** (Math.floor(Math.log10(least)) + index),
  );
  const fine = powers.length > 3 ? powers : powers.flatMap((power) => [power, 2 * power, 5 * power]);
  const first = fine.findLastIndex((tick) => tick <= least);
  const last = fine.findIndex((tick) => tick >= most);
  return fine.slice(Math.max(0, first), last < 0 ? undefined : last + 1);
}

function yTick(value: number, y: number): string {
  const line = `<line class="grid" x1="${EDGE.left}" x2="${WIDTH - EDGE.right}" y1="${y}" y2="${y}"/>`;
  return line + text(EDGE.left - 8, y + 4, numberText(value), 'text-anchor="end"');
}

function lineOf({ points }: Series, index: number, across: Scale, up: Scale): string {
  const { colour, dash } = LINES[index % LINES.length]!;
  const middles = points.map(({ x, rounds }) => [across.at(x), up.at(median(rounds))] as const);
  const bars = points.map(({ x, rounds }) => {
    const [low, high] = [up.at(Math.min(...rounds)), up.at(Math.max(...rounds))];
    return `<line x1="${across.at(x)}" x2="${across.at(x)}" y1="${low}" y2="${high}" stroke="${colour}"/>`;
  });
  const dots = middles.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="3" fill="${colour}"/>`);
  const path = middles.map(([x, y]) => `${x},${y}`).join(' ');
  return [
    `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}"/>`,
    ...bars,
    ...dots,
  ].join('');
}

/** Lines of text are this far apart. */
const LABEL_HEIGHT = 16;

/** The name of each line and its last number, beside its end, none over another. */
function labelsOf(series: readonly Series[], up: Scale): string {
  const labels = series.map(({ name, points }, index) => {
    const last = median(points.at(-1)?.rounds ?? []);
    return {
      y: up.at(last) + 4,
      colour: LINES[index % LINES.length]!.colour,
      words: `${name}: ${numberText(last)}`,
    };
  });
  let lowest = EDGE.top - LABEL_HEIGHT;
  return labels
    .toSorted((one, other) => one.y - other.y)
    .map(({ y, colour, words }) => {
      lowest = Math.max(y, lowest + LABEL_HEIGHT);
      const x = WIDTH - EDGE.right + 12;
      return `<circle cx="${x}" cy="${lowest - 4}" r="4" fill="${colour}"/>${text(x + 8, lowest, words, '')}`;
    })
    .join('\n');
}

function text(x: number, y: number, content: string, more: string): string {
  return `<text x="${x}" y="${y}" fill="currentColor" ${more}>${escaped(content)}</text>`;
}

function escaped(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
