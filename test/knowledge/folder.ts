import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Problem } from '../../server/knowledge/problem.ts';
import { type ReadOptions, readKnowledge } from '../../server/knowledge/read.ts';
import { TEXT_BLANKS } from '../../server/knowledge/texts.ts';

export type Files = Readonly<Record<string, string>>;

/** An article's file; `head` is added to a front matter that lacks nothing. */
export function article(title: string, head = '', body = 'Am besten mit **Chrome**.'): string {
  return `---\ntitle: ${title}\nquestions: [Frage zu ${title}?]\nkeywords: [Wort]\nowner: redaktion\nreview_by: "2027-06-30"\ntests: {must: [etwas zu ${title}]}\n${head}---\n${body}\n`;
}

/** A complete folder without any problem, small enough to read at a glance. */
export const COMPLETE: Files = {
  'articles/portal/browser.md': article('Browser'),
  'articles/portal/konto.md': article('Konto'),
  'articles/app/app-download.md': article('App laden'),
  'texts.yaml': Object.keys(TEXT_BLANKS)
    .map((key) => `${key}: Text ${key}\n`)
    .join(''),
  'intents.yaml': 'dank:\n  kind: smalltalk\n  say: Gern.\n  questions: [Danke]\n',
  'languages.yaml': 'en:\n  name: Englisch\n  words: [The, and]\n  say: I speak German.\n',
  'hours.yaml':
    'zone: Europe/Berlin\nphone: 0800 45 20 104\nmax_wait: 10m\nweek:\n  monday: ["8:00-20:00"]\ndays:\n  - {date: "2026-12-24", open: []}\n',
  'replies.yaml': '- {id: moment, title: Moment, text: Einen Moment bitte.}\n',
};

/** Writes files into a new folder that goes away after the test; `null` leaves a file out. */
export function folder(files: Readonly<Record<string, string | null>>): string {
  const dir = mkdtempSync(join(tmpdir(), 'knowledge-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    if (text === null) continue;
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  return dir;
}

/** A problem as the tests state it, its file without the folder. */
export function located(problem: Problem, dir: string): string {
  return `${problem.file.slice(dir.length + 1)}:${problem.line}:${problem.column}`;
}

/** Reads the complete folder with `changes` laid over it. */
export function readChanged(changes: Readonly<Record<string, string | null>>, options: ReadOptions = {}) {
  const dir = folder({ ...COMPLETE, ...changes });
  return { dir, ...readKnowledge(dir, { today: '2026-11-23', ...options }) };
}
