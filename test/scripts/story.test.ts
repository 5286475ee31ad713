import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { editFor } from '../../scripts/support/gap-edit.ts';
import { effectOf } from '../../scripts/support/gap-effect.ts';
import { unifiedDiff } from '../../scripts/support/unified-diff.ts';
import { readGaps } from '../../server/chat/gaps.ts';
import { readKnowledge } from '../../server/knowledge/read.ts';
import { createUnderstanding } from '../../server/knowledge/understanding.ts';
import { openKnowledge } from '../../server/live-knowledge.ts';
import { createLog } from '../../server/log.ts';
import { folder } from '../knowledge/folder.ts';
import { startApp } from '../support/app.ts';
import { Visitor } from '../support/client.ts';

/** What the knowledge lacks, in the words of thirty visitors. */
const LACKING = [
  'Kann ich bei Ihnen einen Parkplatz mieten?',
  'parkplatz mieten',
  'Wo kann ich einen Parkplatz mieten',
  'Was kostet ein Parkplatz im Monat?',
  'Vermieten Sie Parkplätze?',
  'Gibt es bei Ihnen Parkplätze zur Miete',
  'Ich suche einen Parkplatz',
  'Parkplatz in der Tiefgarage mieten',
  'Wie miete ich einen Parkplatz?',
  'Haben Sie noch freie Parkplätze',
];
const SHIPPED = new URL('../../knowledge', import.meta.url).pathname;
const CACHE = new URL('../../.cache', import.meta.url).pathname;

/** With the index alone, which judges right after a change; training follows in the background. */
async function open(dir: string) {
  const { knowledge, problems } = readKnowledge(dir);
  if (!knowledge) throw new Error(JSON.stringify(problems));
  return { knowledge, understanding: createUnderstanding(knowledge) };
}

it('[W1] [W2] [K5] from two hundred questions to an answer that was missing, without a restart', async () => {
  const dir = folder({});
  cpSync(SHIPPED, dir, { recursive: true });
  const live = openKnowledge({
    dir,
    defaultsDir: SHIPPED,
    cacheDir: CACHE,
    today: () => '2026-11-23',
    now: Date.now,
    log: createLog('json', Date.now, () => {}),
  });
  onTestFinished(() => live.close());
  await live.settled();
  const app = await startApp({
    knowledge: live.inForce().knowledge,
    understanding: live.inForce().understanding,
    overrides: { inForce: live.inForce },
  });
  onTestFinished(() => app.close());

  const owned = [...live.inForce().knowledge.articles.values()].flatMap(({ questions }) =>
    questions.slice(0, 4),
  );
  const asked = Array.from({ length: 200 }, (_, at) =>
    at % 20 < 3
      ? LACKING[(Math.floor(at / 20) * 3 + (at % 20)) % LACKING.length]!
      : owned[at % owned.length]!,
  );
  for (let from = 0; from < asked.length; from += 10) {
    const visitor = await Visitor.come(app.url);
    for (const question of asked.slice(from, from + 10)) {
      app.clock.advance(6_000);
      await visitor.say(question);
    }
    visitor.close();
  }

  const { groups } = await readGaps(app.parts.store, live.inForce().knowledge, app.clock.now());
  const about = groups.filter(({ rows }) => rows.some(({ question }) => /park/i.test(question)));
  const counted = about.reduce((sum, { shown }) => sum + shown.count, 0);
  expect(counted).toBeGreaterThanOrEqual(25);
  expect(about.length).toBeLessThanOrEqual(3);
  expect(groups[0]).toBe(about[0]);

  const now = await open(dir);
  const edit = editFor(
    about.flatMap(({ wordings }) => wordings),
    now.knowledge,
    dir,
    '2026-11-23',
  );
  expect(edit.before).toBeUndefined();
  const effect = await effectOf(edit, dir, now, open);
  expect(effect.join('\n')).toMatch(/\+ besser {4} „.*park/i);
  expect(effect.filter((line) => line.startsWith('- schlechter'))).toEqual([]);

  mkdirSync(dirname(join(dir, edit.path)), { recursive: true });
  const diff = unifiedDiff(edit.path, edit.before, edit.after);
  const applied = spawnSync('git', ['apply', '-'], {
    cwd: dir,
    input: diff,
    env: { ...process.env, GIT_CEILING_DIRECTORIES: dirname(dir) },
  });
  expect(applied.stderr.toString()).toBe('');
  expect(readKnowledge(dir).knowledge).toBeUndefined();

  const skeleton = readFileSync(join(dir, edit.path), 'utf8');
  writeFileSync(join(dir, edit.path), `${skeleton}\nEinen **Parkplatz** mieten Sie im Portal.\n`);
  await expect
    .poll(() => live.inForce().knowledge.articles.has(edit.article), { timeout: 10_000 })
    .toBe(true);
  const visitor = await Visitor.come(app.url);
  const replies = await visitor.say('einen Parkplatz mieten');
  expect(replies.flatMap((event) => (event.type === 'assistant.message' ? [event.source.ref] : []))).toEqual([
    `article:${edit.article}`,
  ]);
}, 240_000);
