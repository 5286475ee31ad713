import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { ensureBuilt } from '../../scripts/build.mjs';
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
const PROGRAMS = new URL('../../dist/scripts/', import.meta.url).pathname;
const TOPIC = 'portal';
const QUESTIONS = 15;

/** One topic of the shipped knowledge, a few questions an article and no flows: what it lacks does not depend on the rest. */
function smallFolder(): string {
  const files = readdirSync(join(SHIPPED, 'articles', TOPIC)).map((name) => {
    const path = `articles/${TOPIC}/${name}`;
    const text = readFileSync(join(SHIPPED, path), 'utf8')
      .replace(/^offers: .*$/m, 'offers: []')
      .replace(/^see_also: .*$/m, 'see_also: []')
      .replace(/^questions:\n((?: {2}- .*\n)+)/m, (_, list: string) => {
        const kept = list.trimEnd().split('\n').slice(0, QUESTIONS);
        return `questions:\n${kept.join('\n')}\n`;
      });
    return [path, text] as const;
  });
  const parts = ['out-of-scope.yaml', 'synonyms.yaml'].map(
    (name) => [name, readFileSync(join(SHIPPED, name), 'utf8')] as const,
  );
  return folder(Object.fromEntries([...files, ...parts]));
}

/** Runs a command of the editors as they do. */
function run(program: string, args: readonly string[], knowledge: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`${PROGRAMS}${program}.js`, ...args], {
    env: { ...process.env, KNOWLEDGE_DIR: knowledge },
    encoding: 'utf8',
  });
  return { status, printed: `${stdout}${stderr}` };
}

function git(dir: string, args: readonly string[], input = ''): void {
  const author = ['-c', 'user.name=Redaktion', '-c', 'user.email=redaktion@beispiel.example'];
  const { status, stderr } = spawnSync('git', [...author, ...args], { cwd: dir, input, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}
const CACHE = new URL('../../.cache', import.meta.url).pathname;

/** With the index alone, which judges right after a change; training follows in the background. */
async function open(dir: string) {
  const { knowledge, problems } = readKnowledge(dir, { defaultsDir: SHIPPED });
  if (!knowledge) throw new Error(JSON.stringify(problems));
  return { knowledge, understanding: createUnderstanding(knowledge) };
}

/** More questions reach their answer, and not one more gets a wrong one. */
function expectGain(compared: string): void {
  expect(compared).toMatch(/\+ besser {4} „.*park.*“\n.*keine Antwort → Antwort parkplatz/i);
  expect(compared).toMatch(/\+\d+\.\d {2}richtig beantwortet oder unter den Vorschlägen/);
  expect(compared).not.toMatch(/\+\d+\.\d {2}falsch beantwortet/);
}

it('[W1] [W2] [K5] from two hundred questions to an answer that was missing, without a restart', async () => {
  await ensureBuilt();
  const dir = smallFolder();
  git(dir, ['init', '-q']);
  git(dir, ['add', '.']);
  git(dir, ['commit', '-q', '-m', 'Anfang']);
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
  expect(about.length).toBeLessThanOrEqual(4);
  expect(groups[0]).toBe(about[0]);

  const now = await open(dir);
  const edit = editFor(
    about.flatMap(({ wordings }) => wordings),
    now.knowledge,
    dir,
    '2026-11-23',
  );
  expect(edit.before).toBeUndefined();
  expectGain((await effectOf(edit, dir, now, open)).join('\n'));

  git(dir, ['apply', '-'], unifiedDiff(edit.path, edit.before, edit.after));
  expect(run('check', [dir], dir)).toMatchObject({
    status: 1,
    printed: expect.stringContaining('Der Text ist leer.'),
  });

  const skeleton = readFileSync(join(dir, edit.path), 'utf8');
  writeFileSync(join(dir, edit.path), `${skeleton}\nEinen **Parkplatz** mieten Sie im Portal.\n`);
  expect(run('check', [dir], dir)).toMatchObject({ status: 0 });
  expectGain(run('evaluate', ['--compare', 'HEAD'], dir).printed);

  await expect
    .poll(() => live.inForce().knowledge.articles.has(edit.article), { timeout: 10_000 })
    .toBe(true);
  const visitor = await Visitor.come(app.url);
  const replies = await visitor.say('einen Parkplatz mieten');
  expect(replies.flatMap((event) => (event.type === 'assistant.message' ? [event.source.ref] : []))).toEqual([
    `article:${edit.article}`,
  ]);
}, 240_000);
