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
    // A quick look is none to keep.
    const folder = `${ROOT}${options.size === 'quick' ? '.cache' : 'docs/images'}`;
    mkdirSync(folder, { recursive: true });
    const figures: Figure[] = [];
    for (const measure of [articlesGrowth, connectionsGrowth, conversationsGrowth, processesGrowth])
      for (const [name, plot] of Object.entries(await measure(options))) {
        figures.push(...figuresOf(plot));
        // Of rounds that were all void there is nothing to draw; the picture of an earlier run stays.
        if (plot.series.every(({ points }) => points.length > 1))
          writeFileSync(`${folder}/growth-${name}.svg`, plotSvg(plot));
        else options.note(`growth: too few good rounds to draw ${name}.`);
      }
    return { figures, voided: [] };
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
