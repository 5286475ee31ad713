import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareLines, testCases } from '../../scripts/support/compare.ts';
import { nearLines, nearPairs } from '../../scripts/support/near.ts';
import { folderAt } from '../../scripts/support/revision.ts';
import type { Knowledge } from '../../server/knowledge/knowledge.ts';
import { readKnowledge } from '../../server/knowledge/read.ts';
import { trainUnderstanding } from '../../server/knowledge/understanding.ts';
import { folder } from '../knowledge/folder.ts';

const BROWSER = 'articles/portal/browser.md';
const PUNKTE = 'articles/portal/punkte.md';

function article(title: string, questions: readonly string[], must: string): string {
  return `---\ntitle: ${title}\nquestions:\n${questions.map((question) => `  - ${question}\n`).join('')}tests: {must: ["${must}"]}\n---\n${title}.\n`;
}

const browserQuestions = [
  'Welchen Browser brauche ich',
  'Läuft das mit Firefox',
  'Geht Safari auch',
  'Browser ist zu alt',
  'Mein Chrome zeigt nichts an',
];
const pointQuestions = [
  'Wann verfallen meine Punkte',
  'Wie lange gelten Punkte',
  'Sind alte Punkte weg',
  'Punkte laufen ab',
  'Bleiben mir die Punkte erhalten',
];

function files(browser: readonly string[], points: readonly string[]) {
  return {
    [BROWSER]: article('Browser', browser, 'mit welchem browser klappt das'),
    [PUNKTE]: article('Verfall der Punkte', points, 'ablaufdatum vom guthaben'),
  };
}

function read(dir: string): Knowledge {
  const { knowledge, problems } = readKnowledge(dir, { defaultsDir: 'knowledge' });
  if (!knowledge) throw new Error(JSON.stringify(problems));
  return knowledge;
}

async function asked(knowledge: Knowledge, cases: ReturnType<typeof testCases>) {
  const understanding = await trainUnderstanding(knowledge);
  const outcomes = cases.map((one) => {
    const { decision, articles } = understanding.explain(one.q, { shown: [] });
    return { case: one, decision, ranked: articles.map(({ kind, id }) => `${kind}:${id}`) };
  });
  return { knowledge, outcomes };
}

describe('articles that are near each other', () => {
  it('are listed with the questions that one takes from the other', () => {
    const misplaced = ['Läuft das Portal mit Edge oder Firefox', 'Welcher Browser geht mit Chrome'];
    const knowledge = read(folder(files(browserQuestions, [...pointQuestions, ...misplaced])));
    const [pair] = nearPairs(knowledge);
    expect(pair?.names).toEqual(['article:browser', 'article:punkte']);
    expect(pair?.stolen.map(({ question }) => question)).toEqual(expect.arrayContaining(misplaced));
    const lines = nearLines([pair!]).join('\n');
    expect(lines).toContain('steht bei article:punkte, klingt nach article:browser');
    expect(lines).toContain('Verschieben Sie sie dorthin');
  });

  it('are none where every question is at home', () => {
    expect(nearLines([])).toEqual(['Kein Artikel nimmt einem anderen Beispielfragen weg.']);
  });
});

function git(dir: string, ...args: string[]): void {
  const author = ['-c', 'user.name=Redaktion', '-c', 'user.email=redaktion@beispiel.example'];
  const { status, stderr } = spawnSync('git', ['-C', dir, ...author, ...args]);
  if (status !== 0) throw new Error(stderr.toString());
}

describe('a former state of the knowledge beside today’s', () => {
  it('shows the measures of both and each question that goes another way now', async () => {
    const dir = folder(files(browserQuestions, pointQuestions));
    git(dir, 'init', '-q');
    git(dir, 'add', '.');
    git(dir, 'commit', '-q', '-m', 'Anfang');
    const gained = ['Hat mein Guthaben ein Ablaufdatum', 'Ablaufdatum', 'Verfallsdatum vom Guthaben'];
    writeFileSync(join(dir, PUNKTE), files(browserQuestions, [...pointQuestions, ...gained])[PUNKTE]!);

    const former = folderAt(dir, 'HEAD');
    const cases = testCases(read(dir));
    const lines = compareLines(await asked(read(former.dir), cases), await asked(read(dir), cases));
    former.remove();

    expect(cases.map(({ q }) => q)).toEqual(['mit welchem browser klappt das', 'ablaufdatum vom guthaben']);
    expect(lines.join('\n')).toMatch(/\+\d+\.\d {2}richtig/);
    expect(lines.join('\n')).toMatch(/\+ besser {4} „ablaufdatum vom guthaben“\n {6}.* → .*punkte/);
  });

  it('says so when there is none', () => {
    const dir = folder(files(browserQuestions, pointQuestions));
    git(dir, 'init', '-q');
    expect(() => folderAt(dir, 'letzte-woche')).toThrow(/Den Stand „letzte-woche“ .* gibt es nicht/);
  });
});
