import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Guest } from '../../scripts/bench/kernel/guest.ts';
import { plotSvg } from '../../scripts/bench/kernel/plot.ts';
import { measureRounds, valuesOf } from '../../scripts/bench/kernel/rounds.ts';
import type { Row } from '../../scripts/bench/kernel/row.ts';
import { runRows } from '../../scripts/bench/kernel/run.ts';
import { Wire } from '../../scripts/bench/kernel/wire.ts';
import { startDurable, startEcho, type Yardstick } from '../../scripts/bench/kernel/yardsticks.ts';
import { shippedKnowledge } from '../support/knowledge.ts';

const folder = mkdtempSync(join(tmpdir(), 'bench-test-'));
const started: Yardstick[] = [];
afterAll(async () => {
  for (const yardstick of started) await yardstick.end();
  rmSync(folder, { recursive: true, force: true });
});

const Spread = z.strictObject({
  median: z.number(),
  least: z.number(),
  most: z.number(),
  rounds: z.array(z.number()),
});

/** What scripts of others may rely on in `--json`. */
const Report = z.strictObject({
  at: z.iso.datetime(),
  size: z.enum(['quick', 'whole', 'long']),
  seed: z.int(),
  machine: z.strictObject({
    processor: z.string(),
    cores: z.int(),
    memoryGiB: z.int(),
    node: z.string(),
    load: z.array(z.number()),
    flushMs: z.number(),
  }),
  rows: z.array(
    z.strictObject({
      name: z.string(),
      title: z.string(),
      seconds: z.number(),
      voided: z.array(z.strictObject({ lagMs: z.number() })),
      figures: z.array(
        z.strictObject({
          what: z.string(),
          unit: z.string(),
          value: Spread,
          yardstick: z.strictObject({ what: z.string(), value: Spread }).optional(),
          ratio: Spread.optional(),
          reach: z
            .strictObject({
              of: z.enum(['value', 'ratio']),
              most: z.number().optional(),
              least: z.number().optional(),
            })
            .optional(),
          verdict: z.enum(['met', 'missed', 'void', 'none']),
        }),
      ),
    }),
  ),
});

/** An echo that is measured as every row is, only shorter. */
const echo: Row = {
  name: 'echo',
  title: 'An echo against itself',
  from: 'quick',
  async measure() {
    const server = await startEcho();
    started.push(server);
    const wire = await Wire.open({ port: server.port, namespace: '/visitor' });
    const rounds = await measureRounds(3, async () => {
      const begun = performance.now();
      const answer = await wire.ask('message:send', { text: 'Grüße 👋' });
      expect(answer).toEqual({ ok: true, text: 'Grüße 👋' });
      return { lagMs: 0, values: { ms: performance.now() - begun } };
    });
    wire.close();
    const times = valuesOf(rounds, 'ms');
    const yardstick = { what: 'itself', rounds: times };
    const reach = { of: 'ratio', most: 1 } as const;
    return {
      voided: rounds.voided,
      figures: [{ what: 'echo', unit: 'ms', rounds: times, yardstick, reach }],
    };
  },
};

describe('a run', () => {
  it('reports what it measured, in a form that can be relied on', async () => {
    const told: string[] = [];
    const options = { size: 'quick', seed: 5, note: (line: string) => told.push(line) } as const;
    const report = Report.parse(JSON.parse(JSON.stringify(await runRows([echo], options))));
    expect(report).toMatchObject({ size: 'quick', seed: 5, rows: [{ name: 'echo' }] });
    expect(report.rows[0]?.figures[0]).toMatchObject({ verdict: 'met', ratio: { median: 1 } });
    expect(told[0]).toContain('An echo against itself');
  });
});

describe('the bare durable server', () => {
  it('keeps a question and the best article, and answers with it', async () => {
    const knowledge = shippedKnowledge();
    const server = await startDurable(folder, knowledge);
    started.push(server);
    const guest = await Guest.come({ port: server.port, number: 1 });
    const heard = new Promise<string>((resolve) =>
      guest.wire.on<{ event: { type: string; body: string } }>('event:added', ({ event }) => {
        if (event.type === 'assistant.message') resolve(event.body);
      }),
    );
    const [article] = knowledge.articles.values();
    await guest.write({ text: article?.title ?? '' });
    expect(await heard).toBe(article?.text);
    guest.wire.close();
  });
});

describe('a plot', () => {
  const points = [1, 10, 100].map((x) => ({ x, rounds: [x * 2, x * 3, x * 4] }));

  it('shows every line with its name, and is well-formed', () => {
    const series = [
      { name: 'p50 <ms>', points },
      { name: 'p99', points },
    ];
    const svg = plotSvg({ title: 'Kosten & Zahl', x: 'articles', y: 'ms', series });
    expect(svg.match(/<polyline /g)).toHaveLength(2);
    expect(svg).toContain('p50 &lt;ms&gt;: 300');
    expect(svg).toContain('Kosten &amp; Zahl');
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });
});
