import { describe, expect, test } from 'vitest';
import { readKnowledge } from '../../server/knowledge/read.ts';
import { article, COMPLETE, folder, located, readChanged } from './folder.ts';

/** Where the problem is expected in a file; the mark itself is not part of the file. */
const MARK = '§';

type Row = readonly [name: string, file: string, marked: string, text: string, hint: string];

/** Reads the complete folder with one marked file, and expects exactly one problem, at the mark. */
function expectOne(severity: 'error' | 'warning', [, file, marked, text, hint]: Row): void {
  const before = marked.split(MARK)[0]?.split('\n') ?? [];
  const { dir, problems, knowledge } = readChanged({ [file]: marked.replace(MARK, '') });
  expect(problems).toHaveLength(1);
  const [problem] = problems;
  if (!problem) return;
  expect(located(problem, dir)).toBe(`${file}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`);
  expect(problem.severity).toBe(severity);
  expect(problem.text).toContain(text);
  expect(problem.hint).toContain(hint);
  expect(knowledge === undefined).toBe(severity === 'error');
}

const KONTO = 'articles/portal/konto.md';
const TEXTS = COMPLETE['texts.yaml'] ?? '';
const HOURS = COMPLETE['hours.yaml'] ?? '';

const articleErrors: Row[] = [
  ['no front matter', KONTO, '§Nur Text.\n', 'Kopf des Artikels fehlt', '---'],
  ['front matter without end', KONTO, '§---\ntitle: Konto\nText.\n', 'Kopf des Artikels fehlt', '---'],
  [
    'no title',
    KONTO,
    article('Konto').replace('title: Konto', '').replace('questions', '§questions'),
    '„title“ fehlt',
    'einen Text',
  ],
  [
    'an empty title',
    KONTO,
    article('Konto').replace('title: Konto', '§title:'),
    '„title“ fehlt oder ist leer',
    'einen Text',
  ],
  ['an empty text', KONTO, article('Konto', 'see_also: [§""]\n'), '„see_also“, Eintrag 1 ist leer', ''],
  [
    'a number for text',
    KONTO,
    article('Konto').replace('[Wort]', '[Wort, §2027]'),
    'als Zahl gelesen: 2027',
    '"2027"',
  ],
  [
    'a number in other clothes',
    KONTO,
    article('Konto').replace('[Wort]', '[Wort, §1e3]'),
    'als Zahl gelesen: 1e3',
    '"1e3"',
  ],
  [
    'a boolean for text',
    KONTO,
    article('Konto').replace('redaktion', '§true'),
    'als Ja-Nein-Wert gelesen: true',
    '"true"',
  ],
  [
    'an entry for a text',
    KONTO,
    article('Konto').replace('[Wort]', '\n  - §Frage: warum'),
    'Doppelpunkt',
    'Anführungszeichen',
  ],
  [
    'a text for a list',
    KONTO,
    article('Konto').replace('[Wort]', '§Wort'),
    '„keywords“ hat die falsche Form',
    'Liste',
  ],
  [
    'a list for a text',
    KONTO,
    article('Konto').replace('redaktion', '§[a]'),
    '„owner“ hat die falsche Form',
    'einen Text',
  ],
  [
    'an unknown key',
    KONTO,
    article('Konto', '§see_alsp: []\n'),
    '„see_alsp“ ist hier unbekannt',
    '„see_also“',
  ],
  [
    'an unknown key like no other',
    KONTO,
    article('Konto', '§farbe: rot\n'),
    '„farbe“ ist hier unbekannt',
    'Möglich sind: title, questions',
  ],
  [
    'an unknown key below',
    KONTO,
    article('Konto').replace('{must:', '{§mist:'),
    '„mist“ ist hier unbekannt',
    '„must“',
  ],
  [
    'a day that does not exist',
    KONTO,
    article('Konto', 'valid_to: §2026-02-30\n'),
    'kein Datum im Kalender',
    '"2027-06-30"',
  ],
  [
    'a term that ends before it begins',
    KONTO,
    article('Konto', 'valid_from: "2026-12-02"\nvalid_to: §"2026-12-01"\n'),
    'gilt nie',
    'Vertauschen',
  ],
  ['a double key', KONTO, article('Konto', '§title: Nochmal\n'), '„title“ steht zweimal', 'einen der beiden'],
  ['an alias', KONTO, article('Konto').replace('[Wort]', '[§*wort]'), 'Anker', 'Anführungszeichen'],
  [
    'an unknown article',
    KONTO,
    article('Konto', 'see_also: [browser, §browsr]\n'),
    'Einen Artikel „browsr“ gibt es nicht',
    '„browser“',
  ],
  [
    'an unknown flow',
    KONTO,
    article('Konto', 'offers: [human, §umzug]\n'),
    'Einen Dialog „umzug“ gibt es nicht',
    'Löschen',
  ],
  [
    'an empty body',
    KONTO,
    article('Konto', '', '').replace('\n---\n', '\n---§\n').replace('---§\n', '---\n§'),
    'Der Text ist leer',
    'Besucher',
  ],
  [
    'a blank in a body',
    KONTO,
    article('Konto', '', 'Rufen Sie an:\n§{phone}.'),
    'Die Lücke {phone} wird hier nicht gefüllt',
    'ganz aus',
  ],
  ['a heading in a body', KONTO, article('Konto', '', 'Ja.\n\n§# Titel'), 'Überschrift', '**fett**'],
  [
    'a question of another article',
    KONTO,
    article('Konto').replace('Frage zu Konto?', 'Wie?, §frage zu  BROWSER!'),
    'steht auch im Artikel „browser“',
    'beantwortet',
  ],
  [
    'a title that another article has as a question',
    KONTO,
    article('Konto').replace('title: Konto', 'title: §Frage zu Browser'),
    'steht auch im Artikel „browser“',
    'beantwortet',
  ],
];

const articleWarnings: Row[] = [
  [
    'a passed review',
    KONTO,
    article('Konto').replace('"2027-06-30"', '§"2026-11-22"'),
    'bis 2026-11-22 fällig',
    'review_by',
  ],
  [
    'a notice that is over',
    'notices.yaml',
    '- {id: a, text: A, valid_to: §"2026-11-22"}\n',
    'abgelaufen',
    'verlängern',
  ],
  [
    'a notice that would cover the chat',
    'notices.yaml',
    `- {id: a, text: §${'lang '.repeat(60)}}\n`,
    'verdeckt in kleinen Fenstern',
    'höchstens 280',
  ],
  [
    'a wording of tomorrow',
    KONTO,
    article('Konto', 'updated: §"2026-11-24"\n'),
    'liegt in der Zukunft: 2026-11-24',
    'zuletzt geändert',
  ],
  [
    'missing fields',
    KONTO,
    article('Konto').replace('owner: redaktion\n', '').replace('title', '§title'),
    'Im Kopf fehlt: owner.',
    'gilt trotzdem',
  ],
  [
    'a question twice',
    KONTO,
    article('Konto').replace('[Frage zu Konto?]', '[Wie geht das?, §wie geht das]'),
    'steht zweimal in diesem Artikel',
    'Löschen',
  ],
  [
    'a test question that is an example',
    KONTO,
    article('Konto').replace('[etwas zu Konto]', '[§frage zu konto]'),
    'so prüft sie nichts',
    'anders gestellten',
  ],
  [
    'a must_not that is an own example',
    KONTO,
    article('Konto').replace('{must:', '{must_not: [§frage zu konto], must:'),
    'so prüft sie nichts',
    'anders gestellten',
  ],
  [
    'a text cut off by #',
    KONTO,
    article('Konto').replace('[Frage zu Konto?]', '\n  - Wer braucht Seite§ #5'),
    'gehört nicht zum Text: „#5“',
    'Anführungszeichen',
  ],
];

const yamlErrors: Row[] = [
  ['texts without a comma', 'synonyms.yaml', 'konto: ["a" §"b"]\n', 'Ein Zeichen fehlt', 'Anführungszeichen'],
  ['lines that are not in line', 'synonyms.yaml', 'konto:\n  - a\n§ - b\n', 'Einrückung', 'gleich weit'],
  [
    'a name without a colon',
    'synonyms.yaml',
    '§konto\nlogin: [a]\n',
    'fehlt nach dem Namen ein Doppelpunkt',
    'Anführungszeichen',
  ],
  ['an unknown sign after a backslash', 'synonyms.yaml', 'konto: ["a§\\q"]\n', 'Schrägstrich', 'einfache'],
  [
    'a text that begins with an exclamation mark',
    'synonyms.yaml',
    'konto: [§!wort a]\n',
    'kein gültiges YAML',
    'Anführungszeichen',
  ],
  ['a tabulator', 'synonyms.yaml', 'konto:\n§\t- account\n', 'Tabulator', 'Leerzeichen'],
  [
    'a quote that never ends',
    'synonyms.yaml',
    'konto: [a, §"account]\nlogin: [a]\n',
    'Ein Anführungszeichen wird nicht geschlossen',
    'Ende des Textes',
  ],
  ['a colon in a text', 'synonyms.yaml', 'konto: §account: zugang\n', 'Doppelpunkt', 'Anführungszeichen'],
  ['a colon in a text', 'synonyms.yaml', 'konto: §account: zugang\n', 'Doppelpunkt', 'Anführungszeichen'],
  [
    'a list that never ends',
    'synonyms.yaml',
    'konto: [a, b\n§',
    'Eine Klammer wird nicht geschlossen',
    'Zeile davor',
  ],
  [
    'two documents',
    'synonyms.yaml',
    'konto: [account]\n§---\nandere: [a]\n',
    'mehr als einen Abschnitt',
    '---',
  ],
  [
    'a number as a name',
    'synonyms.yaml',
    '§[24]: [a]\n',
    'Name eines Eintrags ist kein Text',
    'Anführungszeichen',
  ],
  [
    'a text that begins with a sign',
    'synonyms.yaml',
    'konto:\n  - §@account\n',
    'beginnt mit einem Zeichen',
    'Anführungszeichen',
  ],
];

const partErrors: Row[] = [
  [
    'an unknown text',
    'texts.yaml',
    `${TEXTS}§greetings: Hallo\n`,
    'Einen Text „greetings“ gibt es nicht',
    '„greeting“',
  ],
  [
    'a text missing everywhere',
    'texts.yaml',
    `§${TEXTS.replace('greeting: Text greeting\n', '')}`,
    'Diese Texte fehlen: greeting.',
    'Ergänzen',
  ],
  [
    'an unknown blank',
    'texts.yaml',
    TEXTS.replace('Text desk.closed', '§Wir öffnen {openings}'),
    'Die Lücke {openings}',
    '{opening}',
  ],
  [
    'an unknown blank like no other',
    'texts.yaml',
    TEXTS.replace('Text desk.closed', '§Wir öffnen {wann}'),
    'Die Lücke {wann}',
    'Möglich sind: {opening}, {phone}, {hours}',
  ],
  [
    'a blank of another text, in a block',
    'texts.yaml',
    TEXTS.replace('Text miss.first', '|\n  Leider nein.\n§  {phone}'),
    'Die Lücke {phone}',
    'keine Lücken',
  ],
  [
    'form on a button',
    'texts.yaml',
    TEXTS.replace('Text human.button', '§"**Mensch**"'),
    'Schaltfläche',
    'Fettschrift',
  ],
  [
    'an unknown kind of intent',
    'intents.yaml',
    'dank: {kind: §smaltalk, say: Gern., questions: [Danke]}\n',
    '„smaltalk“',
    '„smalltalk“',
  ],
  [
    'an intent without questions',
    'intents.yaml',
    'dank: {kind: none, say: Gern., questions: §[]}\n',
    '„questions“ ist leer',
    'Tragen Sie',
  ],
  [
    'an intent without a text',
    'intents.yaml',
    'dank: §{kind: none, questions: [Danke]}\n',
    '„say“ fehlt',
    'einen Text',
  ],
  [
    'a picture in an intent',
    'intents.yaml',
    'dank: {kind: none, say: §"![x](https://x.de/y)", questions: [Danke]}\n',
    'Bilder',
    'Worten',
  ],
  [
    'a language that nothing tells',
    'languages.yaml',
    'en: §{name: Englisch, say: Hello}\n',
    'nicht zu erkennen',
    'Wörter',
  ],
  [
    'an unknown script',
    'languages.yaml',
    'el: {name: Griechisch, script: §Griechisch, say: Hello}\n',
    'Schrift ist unbekannt',
    '„Greek“',
  ],
  [
    'a reply twice',
    'replies.yaml',
    '- {id: a, title: A, text: A}\n- {id: §a, title: B, text: B}\n',
    '„a“ gibt es zweimal',
    'anderen Namen',
  ],
  [
    'a notice twice',
    'notices.yaml',
    '- {id: a, text: A}\n- {id: §a, text: B}\n',
    'Den Hinweis „a“ gibt es zweimal',
    'anderen Namen',
  ],
  [
    'a notice from a day that does not exist',
    'notices.yaml',
    '- {id: a, text: A, valid_from: §"2026-02-30"}\n',
    'kein Tag und kein Zeitpunkt',
    '2027-06-30 08:15',
  ],
  [
    'a notice that ends before it begins',
    'notices.yaml',
    '- {id: a, text: A, valid_from: "2026-12-02 08:00", valid_to: §"2026-12-01"}\n',
    'bevor er beginnt',
    'Vertauschen',
  ],
  [
    'a notice of an unknown kind',
    'notices.yaml',
    '- {id: a, text: A, level: §warnung}\n',
    'unbekannten Wert',
    '„warning“',
  ],
  [
    'a topic with an unknown example',
    'topics.yaml',
    'portal: {title: Portal, examples: [browser, §kontos]}\n',
    '„kontos“',
    '„konto“',
  ],
  ['a topic without title', 'topics.yaml', 'portal: §{examples: [browser]}\n', '„title“ fehlt', 'einen Text'],
  [
    'three neighbours',
    'neighbours.yaml',
    '- {articles: §[browser, konto, app-download], ask: Was?, labels: {}}\n',
    'nicht zwei verschiedene',
    'genau zwei',
  ],
  [
    'an article beside itself',
    'neighbours.yaml',
    '- {articles: §[browser, browser], ask: Was?, labels: {browser: B}}\n',
    'nicht zwei verschiedene',
    'genau zwei',
  ],
  [
    'an unknown neighbour',
    'neighbours.yaml',
    '- {articles: [browser, §knoto], ask: Was?, labels: {browser: B, knoto: K}}\n',
    '„knoto“',
    '„konto“',
  ],
  [
    'a missing label',
    'neighbours.yaml',
    '- {articles: [browser, konto], ask: Was?, §labels: {browser: B}}\n',
    'Beschriftung für „konto“ fehlt',
    'konto: …',
  ],
  [
    'a label too many',
    'neighbours.yaml',
    '- {articles: [browser, konto], ask: Was?, labels: {browser: B, konto: K, §app: A}}\n',
    '„app“ gehört nicht',
    'browser, konto',
  ],
  [
    'a pair twice',
    'neighbours.yaml',
    '- {articles: [browser, konto], ask: Was?, labels: {browser: B, konto: K}}\n- §{articles: [konto, browser], ask: Was?, labels: {browser: B, konto: K}}\n',
    'Paar steht schon',
    'einen der beiden',
  ],
  [
    'an unknown time zone',
    'hours.yaml',
    HOURS.replace('Europe/Berlin', '§Europa/Berlin'),
    'Zeitzone ist unbekannt',
    'Europe/Berlin',
  ],
  [
    'an unreadable opening',
    'hours.yaml',
    HOURS.replace('"8:00-20:00"', '§"8-20"'),
    'nicht lesbar',
    '8:00-20:00',
  ],
  [
    'an opening that ends before it begins',
    'hours.yaml',
    HOURS.replace('"8:00-20:00"', '§"20:00-8:00"'),
    'endet vor ihrem Beginn',
    '24:00',
  ],
  [
    'an opening beyond the day',
    'hours.yaml',
    HOURS.replace('"8:00-20:00"', '§"8:00-24:15"'),
    'nicht lesbar',
    '24:00',
  ],
  [
    'openings that overlap',
    'hours.yaml',
    HOURS.replace('["8:00-20:00"]', '§["13:00-20:00", "8:00-14:00"]'),
    'überschneiden',
    'zusammen',
  ],
  ['an unknown weekday', 'hours.yaml', HOURS.replace('monday', '§mondai'), '„mondai“', '„monday“'],
  ['an unreadable wait', 'hours.yaml', HOURS.replace('10m', '§10 Minuten'), 'Wartezeit', '„10m“'],
  [
    'a day twice',
    'hours.yaml',
    `${HOURS}  - {date: §"2026-12-24", open: []}\n`,
    '„2026-12-24“ steht zweimal',
    'einen der beiden',
  ],
  [
    'a day that does not exist',
    'hours.yaml',
    HOURS.replace('"2026-12-24"', '§"24.12.2026"'),
    'kein Datum',
    '2026-12-24',
  ],
  [
    'no phone',
    'hours.yaml',
    `§${HOURS.replace('phone: 0800 45 20 104\n', '')}`,
    '„phone“ fehlt',
    'einen Text',
  ],
  [
    'a list instead of entries',
    'topics.yaml',
    '§- portal\n',
    'Der Inhalt der Datei hat die falsche Form',
    'Reihe von Einträgen',
  ],
];

const partWarnings: Row[] = [
  [
    'a topic without articles',
    'topics.yaml',
    'portal: {title: Portal}\n§vorteile: {title: Vorteile}\n',
    'keinen gültigen Artikel',
    'articles/vorteile/',
  ],
  [
    'a synonym of two concepts',
    'synonyms.yaml',
    'konto: [zugang]\nlogin: [anmelden, §Zugang]\n',
    '„Zugang“ steht schon bei „konto“',
    'besser passt',
  ],
  [
    'an intent with the question of an article',
    'intents.yaml',
    'dank: {kind: none, say: Nein., questions: [Nö, §Frage zu Konto]}\n',
    'steht auch im Artikel „konto“',
    'richtig beantwortet',
  ],
  ['a misnamed file', 'synonym.yaml', '§konto: [account]\n', 'nicht gelesen', '„synonyms.yaml“'],
  ['a foreign file', 'preise.xlsx', '§', 'nicht gelesen', 'README.md'],
  ['a file in a topic that is no article', 'articles/portal/notiz.txt', '§', 'nicht gelesen', '.md'],
];

const folderErrors: Row[] = [
  [
    'an article in no topic',
    'articles/browser.md',
    `§${article('Neu')}`,
    'in keinem Themenordner',
    'articles/portal/',
  ],
  [
    'an article with a name that is no id',
    'articles/portal/Konto Löschen.md',
    `§${article('Neu')}`,
    '„Konto Löschen“ ist kein gültiger Name',
    'konto-kuendigen',
  ],
  [
    'a topic with a name that is no id',
    'articles/Portal/neu.md',
    article('Neu'),
    '„Portal“ ist kein gültiger Name',
    'Bindestriche',
  ],
  ['an id twice', 'articles/app/konto.md', article('Konto in der App'), '„konto“ gibt es schon', 'Benennen'],
];

describe('links.yaml', () => {
  const linked = article(
    'Konto',
    '',
    'Siehe [hier](https://www.beispiel.example/konto) und https://anders.example/x.',
  );

  test('names the only hosts that visible texts may link to', () => {
    const { dir, problems, knowledge } = readChanged({
      [KONTO]: linked,
      'links.yaml': 'hosts: [www.beispiel.example]\n',
    });
    expect(problems.map((problem) => [located(problem, dir), problem.text])).toEqual([
      [`${KONTO}:9:54`, '„anders.example“ ist kein erlaubtes Ziel für Links.'],
    ]);
    expect(knowledge).toBeUndefined();
  });

  test('may be missing, and then every host is allowed', () => {
    expect(readChanged({ [KONTO]: linked }).problems).toEqual([]);
  });
});

describe('[K3] errors', () => {
  const rows = [...articleErrors, ...yamlErrors, ...partErrors];
  test.each(rows)('%s', (...row) => expectOne('error', row));
});

describe('warnings', () => {
  test.each([...articleWarnings, ...partWarnings])('%s', (...row) => expectOne('warning', row));
});

describe('errors of the folder itself', () => {
  test.each(folderErrors)('%s', (_, file, marked, text, hint) => {
    const { problems, knowledge } = readChanged({ [file]: marked.replace(MARK, '') });
    expect(problems).toMatchObject([
      {
        severity: 'error',
        line: 1,
        column: 1,
        text: expect.stringContaining(text),
        hint: expect.stringContaining(hint),
      },
    ]);
    expect(knowledge).toBeUndefined();
  });

  test('no folder', () => {
    const { problems } = readKnowledge('/nowhere', { defaultsDir: folder(COMPLETE) });
    expect(problems).toMatchObject([{ severity: 'error', file: '/nowhere', text: 'Der Ordner fehlt.' }]);
  });

  test('no articles at all', () => {
    const none = Object.fromEntries(
      Object.keys(COMPLETE)
        .filter((path) => path.startsWith('articles/'))
        .map((path) => [path, null]),
    );
    expect(readChanged(none).problems).toMatchObject([{ severity: 'error', text: 'Der Ordner fehlt.' }]);
    expect(readChanged({ ...none, 'articles/portal/.gitkeep': '' }).problems).toMatchObject([
      { severity: 'error', text: 'Es gibt keinen Artikel.' },
    ]);
  });
});

test('all problems come at once, by file and line', () => {
  const { dir, problems } = readChanged({
    'articles/portal/konto.md': article('Konto', 'see_also: [nirgends]\nfarbe: rot\n', '# Titel'),
    'articles/portal/browser.md': article('Browser', 'offers: [umzug]\ntitle: Nochmal\n'),
    'synonyms.yaml': 'a: [b\n',
    'hours.yaml': HOURS.replace('10m', 'lang').replace('monday', 'montag'),
  });
  expect(problems.map((problem) => located(problem, dir))).toEqual([
    'articles/portal/browser.md:8:10',
    'articles/portal/browser.md:9:1',
    'articles/portal/konto.md:8:12',
    'articles/portal/konto.md:9:1',
    'articles/portal/konto.md:11:1',
    'hours.yaml:3:11',
    'hours.yaml:5:3',
    'synonyms.yaml:2:1',
  ]);
});
