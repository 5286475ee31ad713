import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readKnowledge } from '../../server/knowledge/read.ts';
import { readableText } from '../../server/knowledge/render.ts';
import { WITH_FLOW } from './flow-sample.ts';
import { article, COMPLETE, folder, readChanged } from './folder.ts';

describe('a complete folder', () => {
  test('is read without problems', () => {
    const { dir, knowledge, problems } = readChanged({
      ...WITH_FLOW,
      'articles/portal/browser.md': article(
        'Welcher Browser?',
        'see_also: [konto]\nvalid_from: 2026-01-01\nvalid_to: "2026-12-31"\noffers: [umzug, human]\n',
        'Mit **Chrome**:\n\n- eins\n- zwei',
      ),
      'topics.yaml': 'portal:\n  title: Kundenportal\n  examples: [konto, browser]\n',
      'neighbours.yaml':
        '- articles: [konto, browser]\n  ask: Konto oder Browser?\n  labels: {konto: Das Konto, browser: Der Browser}\n',
      'synonyms.yaml': 'konto: [account, zugang]\n',
      'out-of-scope.yaml': 'sonstiges: [Wie wird das Wetter?]\nsituation: [Mein Auto brennt]\n',
    });
    expect(problems).toEqual([]);
    expect(knowledge?.articles.get('browser')).toMatchObject({
      source: 'article:browser',
      id: 'browser',
      topic: 'portal',
      title: 'Welcher Browser?',
      questions: ['Frage zu Welcher Browser??'],
      keywords: ['Wort'],
      offers: ['umzug', 'human'],
      seeAlso: ['konto'],
      owner: 'redaktion',
      reviewBy: '2027-06-30',
      validFrom: '2026-01-01',
      validTo: '2026-12-31',
      tests: { must: ['etwas zu Welcher Browser?'], mustNot: [] },
      text: 'Mit Chrome:\n\n– eins\n– zwei',
      file: join(dir, 'articles/portal/browser.md'),
    });
    expect(knowledge?.topics).toEqual([
      { id: 'portal', title: 'Kundenportal', examples: ['konto', 'browser'] },
      { id: 'app', title: 'app', examples: [] },
    ]);
    expect(knowledge?.intents.get('dank')).toMatchObject({
      source: 'intent:dank',
      kind: 'smalltalk',
      questions: ['Danke'],
    });
    expect(knowledge?.languages).toMatchObject([
      { code: 'en', name: 'Englisch', words: ['the', 'and'], source: 'language:en' },
    ]);
    expect(knowledge?.neighbours).toMatchObject([
      {
        articles: ['konto', 'browser'],
        labels: { konto: 'Das Konto', browser: 'Der Browser' },
        ask: { source: 'neighbours:browser+konto' },
      },
    ]);
    expect(knowledge?.synonyms).toEqual(new Map([['konto', ['account', 'zugang']]]));
    expect(knowledge?.outOfScope).toEqual(['Wie wird das Wetter?', 'Mein Auto brennt']);
    expect(knowledge?.replies).toEqual([{ id: 'moment', title: 'Moment', text: 'Einen Moment bitte.' }]);
    expect(knowledge?.texts['form.filed']).toMatchObject({ source: 'text:form.filed' });
    expect(knowledge?.hours).toMatchObject({
      zone: 'Europe/Berlin',
      phone: '0800 45 20 104',
      maxWait: 600_000,
      days: new Map([['2026-12-24', []]]),
    });
    expect(knowledge?.hours.week).toEqual([[{ from: 480, to: 1200 }], [], [], [], [], [], []]);
  });

  test('is the same in Windows line ends, with a byte order mark and with decomposed umlauts', () => {
    const plain = readChanged({ 'articles/portal/browser.md': article('Börse') });
    const other = readChanged({
      'articles/portal/browser.md': `\uFEFF${article('Börse').normalize('NFD').replaceAll('\n', '\r\n')}`,
    });
    expect(other.problems).toEqual([]);
    expect(other.knowledge?.articles.get('browser')?.title).toBe('Börse');
    expect(other.knowledge?.revision).toBe(plain.knowledge?.revision);
  });

  test('may hold what editors and systems leave behind, its README', () => {
    const { problems } = readChanged({
      '.DS_Store': 'x',
      'README.md': 'x',
      'texts.yaml~': 'x',
      'articles/portal/.browser.md.swp': 'x',
      'articles/portal/browser.md.bak': 'x',
    });
    expect(problems).toEqual([]);
  });
});

describe('[K2] what a folder leaves out', () => {
  const onlyArticles = { 'articles/portal/browser.md': article('Browser') };

  test('comes from the folder that ships with the program', () => {
    const shipped = folder({
      ...COMPLETE,
      'topics.yaml': 'app:\n  title: App\n',
      'synonyms.yaml': 'a: [b]\n',
    });
    const { knowledge, problems } = readKnowledge(folder(onlyArticles), { defaultsDir: shipped });
    expect(problems).toEqual([]);
    expect([...(knowledge?.articles.keys() ?? [])]).toEqual(['browser']);
    expect(readableText(knowledge?.texts.greeting.body ?? [])).toBe('Text greeting');
    expect([...(knowledge?.intents.keys() ?? [])]).toEqual(['dank']);
    expect(knowledge?.languages).toHaveLength(1);
    expect(knowledge?.replies).toHaveLength(1);
    expect(knowledge?.hours.phone).toBe('0800 45 20 104');
    // What fits only the shipped articles stays with them.
    expect(knowledge?.topics).toEqual([{ id: 'portal', title: 'portal', examples: [] }]);
    expect(knowledge?.synonyms.size).toBe(0);
  });

  test('includes single texts', () => {
    const dir = folder({ ...onlyArticles, 'texts.yaml': 'greeting: Moin.\n' });
    const { knowledge, problems } = readKnowledge(dir, { defaultsDir: folder(COMPLETE) });
    expect(problems).toEqual([]);
    expect(readableText(knowledge?.texts.greeting.body ?? [])).toBe('Moin.');
    expect(readableText(knowledge?.texts['miss.first'].body ?? [])).toBe('Text miss.first');
  });

  test('is an error where nothing fills it in', () => {
    const { knowledge, problems } = readKnowledge(folder(onlyArticles));
    expect(knowledge).toBeUndefined();
    expect(problems.map(({ file }) => file.split('/').at(-1))).toEqual([
      'hours.yaml',
      'intents.yaml',
      'languages.yaml',
      'replies.yaml',
      'texts.yaml',
    ]);
  });

  test('of an article but title and body is a warning', () => {
    const { dir, knowledge, problems } = readChanged({
      'articles/portal/konto.md': '---\ntitle: Konto\n---\nSo geht es.\n',
    });
    expect(knowledge?.articles.get('konto')).toMatchObject({
      questions: [],
      keywords: [],
      offers: [],
      seeAlso: [],
      tests: { must: [], mustNot: [] },
    });
    expect(problems).toMatchObject([
      {
        severity: 'warning',
        file: join(dir, 'articles/portal/konto.md'),
        text: 'Im Kopf fehlt: questions, keywords, owner, review_by, tests.',
      },
    ]);
  });
});

describe('[K6] the calendar', () => {
  const neighbours = {
    'topics.yaml': 'app:\n  title: App\n  examples: [app-download]\n',
    'neighbours.yaml':
      '- articles: [konto, browser]\n  ask: Konto oder Browser?\n  labels: {konto: Das Konto, browser: Der Browser}\n',
    'articles/app/app-download.md': article('App laden', 'see_also: [browser]\n'),
  };
  const browser = (head: string) => ({
    ...neighbours,
    'articles/portal/browser.md': article('Browser', head),
  });

  test.each([
    ['valid_to: 2026-11-22\n', false],
    ['valid_to: 2026-11-23\n', true],
    ['valid_from: 2026-11-24\n', false],
    ['valid_from: 2026-11-23\n', true],
  ])('on 23 November 2026 decides over an article with %s in force: %s', (head, inForce) => {
    const { knowledge, problems } = readChanged(browser(head));
    expect(problems).toEqual([]);
    expect(knowledge?.articles.has('browser')).toBe(inForce);
    expect(knowledge?.articles.get('app-download')?.seeAlso).toEqual(inForce ? ['browser'] : []);
    expect(knowledge?.neighbours).toHaveLength(inForce ? 1 : 0);
  });

  test('changes the revision when it takes an article out', () => {
    const dir = folder({ ...COMPLETE, ...browser('valid_to: 2026-11-23\n') });
    const before = readKnowledge(dir, { today: '2026-11-23' }).knowledge;
    const after = readKnowledge(dir, { today: '2026-11-24' }).knowledge;
    expect(after?.revision).not.toBe(before?.revision);
  });

  test('is not asked when no date is given', () => {
    const { knowledge } = readKnowledge(folder({ ...COMPLETE, ...browser('valid_to: 2020-01-01\n') }));
    expect(knowledge?.articles.has('browser')).toBe(true);
  });

  test('leaves out a topic of which no article is in force', () => {
    const { knowledge } = readChanged({
      'articles/app/app-download.md': article('App laden', 'valid_to: 2020-01-01\n'),
    });
    expect(knowledge?.topics.map(({ id }) => id)).toEqual(['portal']);
  });
});

describe('revisions', () => {
  test('of a text change with its wording only', () => {
    const one = readChanged({}).knowledge;
    const other = readChanged({
      'articles/portal/browser.md': article('Browser', 'see_also: [konto]\n', 'Anders.'),
    }).knowledge;
    expect(other?.articles.get('browser')?.revision).not.toBe(one?.articles.get('browser')?.revision);
    expect(other?.articles.get('konto')?.revision).toBe(one?.articles.get('konto')?.revision);
    expect(one?.articles.get('konto')?.revision).toMatch(/^[0-9a-f]{12}$/);
  });

  test('of the knowledge are the same wherever it lies and change with every file', () => {
    const one = readChanged({}).knowledge?.revision;
    expect(readChanged({}).knowledge?.revision).toBe(one);
    for (const name of ['texts.yaml', 'hours.yaml', 'articles/portal/konto.md'])
      expect(readChanged({ [name]: `${COMPLETE[name]}\n` }).knowledge?.revision).not.toBe(one);
  });

  test('of the knowledge change with an article that moves to another topic', () => {
    const dir = folder(COMPLETE);
    const one = readKnowledge(dir).knowledge?.revision;
    mkdirSync(join(dir, 'articles/neu'));
    renameSync(join(dir, 'articles/portal/konto.md'), join(dir, 'articles/neu/konto.md'));
    expect(readKnowledge(dir).knowledge?.revision).not.toBe(one);
  });
});

test('entries named like parts of JavaScript objects do no harm', () => {
  const { knowledge, problems } = readChanged({ 'synonyms.yaml': '__proto__: [a]\nconstructor: [b]\n' });
  expect(problems).toEqual([]);
  expect(knowledge?.synonyms.get('constructor')).toEqual(['b']);
  expect({}).not.toHaveProperty('a');
});

test('a file that is no UTF-8 is an error, not broken umlauts', () => {
  const dir = folder(COMPLETE);
  writeFileSync(join(dir, 'articles/portal/konto.md'), Buffer.from(article('Börse'), 'latin1'));
  const { problems } = readKnowledge(dir);
  expect(problems).toMatchObject([
    { severity: 'error', line: 1, column: 1, hint: expect.stringContaining('UTF-8') },
  ]);
});
