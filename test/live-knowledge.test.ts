import { cpSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type LiveKnowledge, openKnowledge } from '../server/live-knowledge.ts';
import { createLog } from '../server/log.ts';
import { StartupError } from '../server/startup-error.ts';
import { temporaryFolder } from './support/process.ts';

const SHIPPED = new URL('../knowledge', import.meta.url).pathname;

let folder: ReturnType<typeof temporaryFolder>;
let live: LiveKnowledge;
let today: string;
/** Log lines, and who waits for the next one. */
let log: string[];
let heard: () => void;

const dir = () => join(folder.path, 'knowledge');
const article = (name: string) => join(dir(), 'articles', 'portal', `${name}.md`);
const open = () =>
  openKnowledge({
    dir: dir(),
    defaultsDir: SHIPPED,
    cacheDir: join(folder.path, 'cache'),
    today: () => today,
    now: Date.now,
    log: createLog('json', Date.now, (line) => {
      log.push(line);
      heard();
    }),
  });

/** Resolves when the log says something next. */
const nextLine = () =>
  new Promise<string>((resolve) => {
    heard = () => resolve(log.at(-1)!);
  });

const write = (name: string, text: string) =>
  writeFileSync(article(name), `---\ntitle: Wie ändere ich ${name}?\n---\n${text}\n`);

beforeEach(() => {
  folder = temporaryFolder();
  today = '2026-11-23';
  log = [];
  heard = () => {};
  cpSync(join(SHIPPED, 'hours.yaml'), join(dir(), 'hours.yaml'), { recursive: true });
  cpSync(join(SHIPPED, 'texts.yaml'), join(dir(), 'texts.yaml'));
  mkdirSync(join(dir(), 'articles', 'portal'), { recursive: true });
  write('browser', 'Am besten **Google Chrome**.');
  live = open();
});
afterEach(async () => {
  await live.settled();
  live.close();
  folder.remove();
});

const textOf = (id: string) => live.inForce().knowledge.articles.get(id)?.text;

it('[K5] a saved article is in force without a restart', async () => {
  const before = live.inForce().knowledge.revision;
  const reloaded = nextLine();
  write('name', 'Unter **Meine Daten**.');
  expect(await reloaded).toContain('knowledge.reloaded');
  expect(textOf('name')).toBe('Unter Meine Daten.');
  expect(live.inForce().knowledge.revision).not.toBe(before);
  expect(live.inForce().understanding.decide('Wie ändere ich name?', { shown: [] })).toMatchObject({});
});

it('[K4] a broken file keeps what was good, says where, and is forgiven when it is mended', async () => {
  const refused = nextLine();
  writeFileSync(article('browser'), '---\ntitel: x\n---\nText\n');
  expect(await refused).toMatch(/knowledge\.refused.*browser\.md:\d+:\d+/);
  expect(textOf('browser')).toContain('Google Chrome');
  expect(live.inForce().refused[0]).toMatch(/browser\.md:\d+:\d+: Fehler/);
  const reloaded = nextLine();
  write('browser', 'Jeder.');
  expect(await reloaded).toContain('knowledge.reloaded');
  expect(textOf('browser')).toBe('Jeder.');
  expect(live.inForce().refused).toEqual([]);
});

it('[K4] a folder that goes away keeps what was good', async () => {
  const refused = nextLine();
  renameSync(dir(), `${dir()}-away`);
  expect(await refused).toContain('knowledge.refused');
  expect(textOf('browser')).toContain('Google Chrome');
});

it('[K6] an article is out of force when its last day has passed', () => {
  writeFileSync(article('aktion'), '---\ntitle: Aktion?\nvalid_to: "2026-11-23"\n---\nNur heute.\n');
  live.reload();
  expect(textOf('aktion')).toBe('Nur heute.');
  today = '2026-11-24';
  live.reload();
  expect(textOf('aktion')).toBeUndefined();
});

it('[O2] a folder with errors does not start', () => {
  rmSync(article('browser'));
  writeFileSync(article('kaputt'), 'kein Titel');
  expect(open).toThrow(StartupError);
});
