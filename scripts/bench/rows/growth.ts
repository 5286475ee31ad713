import { mkdirSync, writeFileSync } from 'node:fs';
import { ROOT } from '../../paths.mjs';
import { articlesGrowth } from '../growth/articles.ts';
import { connectionsGrowth } from '../growth/connections.ts';
import { conversationsGrowth } from '../growth/conversations.ts';
import { processesGrowth } from '../growth/processes.ts';
import { type Plot, plotSvg } from '../kernel/plot.ts';
import type { Figure, Row } from '../kernel/row.ts';

export const growth: Row = {
  name: 'growth',
  title:
    'How cost grows with articles, connections, conversations stored and processes; draws docs/images/growth-*.svg',
  from: 'named',
  async measure(options) {
    const plots: Record<string, Plot> = {};
    for (const measure of [articlesGrowth, connectionsGrowth, conversationsGrowth, processesGrowth])
      Object.assign(plots, await measure(options));
    // A quick look is none to keep.
    const folder = `${ROOT}${options.size === 'quick' ? '.cache' : 'docs/images'}`;
    mkdirSync(folder, { recursive: true });
    for (const [name, plot] of Object.entries(plots))
      writeFileSync(`${folder}/growth-${name}.svg`, plotSvg(plot));
    return { figures: Object.values(plots).flatMap(figuresOf), voided: [] };
  },
};

function figuresOf({ x, y, series }: Plot): Figure[] {
  return series.flatMap(({ name, points }) =>
    points.map((point) => ({
      what: `${name} at ${point.x.toLocaleString('en-US')} ${x}`,
      unit: y,
      rounds: point.rounds,
    })),
  );
}
