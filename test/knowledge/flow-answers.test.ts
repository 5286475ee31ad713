import { describe, expect, test } from 'vitest';
import { art, edited, expectOne, readMarked, small } from './broken-flow.ts';

describe('rules of a when', () => {
  const when = (next: readonly [string, string, string], rules: string, ...tests: readonly string[]) =>
    small(
      `${art(...next)}
  wo:
${rules}
  a: {end: answer, say: A.}
  b: {end: answer, say: B.}
`,
      ...tests,
    );
  const all = ['wo', 'wo', 'wo'] as const;

  const rows: readonly (readonly [string, string, string, string])[] = [
    [
      'name only what can be answered',
      when(
        all,
        '    when: [{if: {art: §prtal}, next: a}]\n    else: b',
        'Los, Portal',
        'Los, App, =b',
        'Los, Brief',
      ),
      '„art“ kann nicht „prtal“ sein',
      '„portal“',
    ],
    [
      'name only what can be answered, in lists too',
      when(
        all,
        '    when: [{if: {art: [portal, §post]}, next: a}]\n    else: b',
        'Los, Portal, =a',
        'Los, App, =b',
        'Los, Brief',
      ),
      '„art“ kann nicht „post“ sein',
      'portal, app, brief',
    ],
    [
      'can hold where they stand',
      when(
        ['wo', 'a', 'wo'],
        '    when: [{if: §{art: app}, next: a}]\n    else: b',
        'Los, Portal, =b',
        'Los, App',
        'Los, Brief',
      ),
      '„art“ ist hier immer „portal“ und „brief“',
      'ändern',
    ],
    [
      'are not forestalled by one',
      when(
        all,
        '    when: [{if: {art: [portal, app]}, next: a}, {if: §{art: app}, next: b}]\n    else: b',
        'Los, Portal, =a',
        'Los, App',
        'Los, Brief, =b',
      ),
      'kommt nie zum Zug',
      'weiter nach oben',
    ],
    [
      'are not forestalled by several',
      when(
        all,
        '    when: [{if: {art: portal}, next: a}, {if: {art: app}, next: b}, {if: §{art: [portal, app]}, next: b}]\n    else: b',
        'Los, Portal, =a',
        'Los, App',
        'Los, Brief, =b',
      ),
      'kommt nie zum Zug',
      'weiter nach oben',
    ],
    [
      'have a condition',
      when(all, '    when: [{if: {art: portal}, next: a}, {if: §{}, next: b}]\n    else: b', 'Los'),
      'keine Bedingung',
      '„else“',
    ],
    ['exist', when(all, '    when: §[]\n    else: b', 'Los'), '„when“ ist leer', 'Tragen Sie'],
  ];
  test.each(rows)('%s', (_, marked, text, hint) => expectOne('error', marked, text, hint));

  test('have an else', () => {
    const marked = when(all, '    when: [{if: {art: portal}, next: a}]', 'Los').replace(
      '  wo:\n    when',
      '  wo:\n    §when',
    );
    expectOne('error', marked, '„else“ fehlt', 'Text');
  });

  test('leave something to else, or it says so', () => {
    const rules =
      '    when: [{if: {art: [portal, app]}, next: a}, {if: {art: brief}, next: b}]\n    §else: b';
    expectOne(
      'warning',
      when(all, rules, 'Los, Portal', 'Los, App, =a', 'Los, Brief, =b'),
      'Zu „else“ kommt es nie',
      'letzte Regel',
    );
  });

  test.each([
    [
      'bounds that exclude each other',
      '{age_days: {at_most: 3}, working_days: {more_than: 4}}',
      'schließen einander aus',
    ],
    ['a bound within an earlier one', '{working_days: {at_most: 3}}', 'kommt nie zum Zug'],
    [
      'more working days than days',
      '{age_days: {at_most: 200}, working_days: {more_than: 200}}',
      'schließen einander aus',
    ],
    [
      'fewer working days than a year has',
      '{age_days: {more_than: 364}, working_days: {at_most: 200}}',
      'schließen einander aus',
    ],
  ])('know the calendar: %s', (_, condition, text) => {
    const bounds = condition.replaceAll(/(age|working)_days/g, 'wann.$&');
    const marked = edited([
      '{if: {wann.age_days: {more_than: 90}}, next: hinweis}',
      `{if: {wann.age_days: {more_than: 90}}, next: hinweis}\n      - {if: §${bounds}, next: warten}`,
    ]);
    expectOne('error', marked, text, '');
  });
});

describe('an answer that is needed', () => {
  test('by a text was given on every way to it', () =>
    expectOne(
      'error',
      edited(['say: Schreiben Sie uns.', 'say: §"Schreiben Sie uns wegen {wann}."']),
      '„wann“ ist hier nicht immer beantwortet, zum Beispiel nicht auf dem Weg art → nummer → folgen → mail.',
      'auf jedem Weg',
    ));

  test('by a condition was given on every way to it', () =>
    expectOne(
      'error',
      edited([
        'value: konto, next: nummer}',
        'value: konto, next: nummer}\n      - {label: Etwas anderes, value: anderes, next: alter}',
        'tests:\n',
        'tests:\n  - [Umzug, Etwas anderes, =erledigt]\n',
        '{if: {wann.working_days',
        '{if: {§wann.working_days',
        '      - {if: {wann.age_days: {more_than: 90}}, next: hinweis}\n',
        '',
        '  hinweis: {say: "Das ist {wann.age_days} Tage her.", next: erledigt}\n',
        '',
      ]),
      '„wann“ ist hier nicht immer beantwortet, zum Beispiel nicht auf dem Weg art → alter.',
      'auf jedem Weg',
    ));

  test('by the question that asks for it is missing at first', () =>
    expectOne(
      'error',
      edited(['ask: Was möchten Sie melden?', 'ask: §"Was möchten Sie melden, {art}?"']),
      'zum Beispiel nicht auf dem Weg art.',
      'verzichten',
    ));

  test('is not given by who cannot answer', () =>
    expectOne(
      'error',
      edited(['closed: {faq: app-download}', 'closed: {say: §"Sie sind am {wann} umgezogen."}']),
      '„wann“ ist hier nicht immer beantwortet',
      'auf jedem Weg',
    ));

  test('is a day only where no choice leads', () =>
    expectOne(
      'error',
      edited([
        '    accept: {type: date}\n',
        '    choices:\n      - {label: Heute, value: heute, next: warten}\n    accept: {type: date}\n',
        'tests:\n',
        'tests:\n  - [Umzug, "1", heute, =warten]\n',
        '"Bitte warten Sie bis',
        '§"Bitte warten Sie bis',
      ]),
      '„wann“ ist hier nicht immer ein Tag',
      'eigenen Schritt',
    ));

  test('is a day behind a condition that only a day fulfils', () => {
    const text = edited([
      '    accept: {type: date}\n',
      '    choices:\n      - {label: Heute, value: heute, next: alter}\n    accept: {type: date}\n',
      'tests:\n',
      'tests:\n  - [Umzug, "1", heute, =erledigt]\n',
    ]);
    expect(readMarked('flows/umzug.yaml', text).problems).toEqual([]);
  });

  test('may be missing in what people are told', () =>
    expect(
      readMarked('flows/umzug.yaml', edited(['summary: [art]', 'summary: [art, wann]'])).problems,
    ).toEqual([]));
});
