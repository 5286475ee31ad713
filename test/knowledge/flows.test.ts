import { describe, expect, test } from 'vitest';
import { readableText } from '../../server/knowledge/render.ts';
import { changed, edited, expectOne, MARK, readMarked, small } from './broken-flow.ts';
import { RULES, UMZUG, WITH_FLOW } from './flow-sample.ts';
import { article, COMPLETE, folder, located, readChanged } from './folder.ts';

describe('a flow', () => {
  test('is read whole', () => {
    const { problems, knowledge, dir } = readChanged(WITH_FLOW);
    expect(problems).toEqual([]);
    const flow = knowledge?.flows?.get('umzug');
    expect(flow).toMatchObject({
      id: 'umzug',
      title: 'Umzug melden',
      owner: 'redaktion',
      reviewBy: '2027-06-30',
      questions: ['Ich bin umgezogen', 'Ich möchte meinen Umzug melden'],
      first: 'art',
      file: `${dir}/flows/umzug.yaml`,
    });
    expect([...(flow?.steps.keys() ?? [])]).toEqual([
      'art',
      'wann',
      'alter',
      'nummer',
      'folgen',
      'hinweis',
      'warten',
      'erledigt',
      'mail',
      'mensch',
    ]);
    expect(flow?.steps.get('art')).toMatchObject({
      verb: 'ask',
      save: 'art',
      sensitive: false,
      retry: [],
      choices: [
        { label: 'Neue Anschrift', value: 'anschrift', also: ['adresse'], next: 'wann' },
        { label: 'Neues Konto', value: 'konto', also: [], next: 'nummer' },
      ],
    });
    expect(flow?.steps.get('nummer')).toMatchObject({
      sensitive: true,
      accept: { type: 'pattern', clean: ['upper', 'no-spaces'], example: 'AB12345678' },
      otherwise: 'mensch',
      next: 'folgen',
    });
    expect(flow?.steps.get('alter')).toMatchObject({
      verb: 'when',
      rules: [
        { conditions: [{ slot: 'wann', derived: 'working_days', atMost: 5 }], next: 'warten' },
        { conditions: [{ slot: 'wann', derived: 'age_days', moreThan: 90 }], next: 'hinweis' },
      ],
      otherwise: 'erledigt',
    });
    expect(flow?.steps.get('mensch')).toMatchObject({
      verb: 'end',
      end: {
        kind: 'handoff',
        topic: 'umzug',
        summary: ['art'],
        forAgent: ['nummer'],
        closed: { article: 'app-download' },
      },
    });
  });

  test('names itself and the wording in every text, and its link too', () => {
    const { knowledge } = readChanged(WITH_FLOW);
    const step = knowledge?.flows?.get('umzug')?.steps.get('mail');
    const end = step?.verb === 'end' && step.end.kind === 'link' ? step.end : undefined;
    expect(end?.text).toMatchObject({
      source: 'flow:umzug',
      revision: expect.stringMatching(/^[\da-f]{12}$/),
    });
    expect(end?.irreversible).toBe(true);
    expect(end?.link.source).toBe('flow:umzug');
    expect(end?.link.body).toEqual([
      {
        type: 'paragraph',
        children: [
          {
            type: 'link',
            href: 'mailto:service@example.com?subject=Neues%20Konto',
            children: [{ type: 'text', text: 'E-Mail schreiben' }],
          },
        ],
      },
    ]);
  });

  test('keeps the hash of a step that nobody edited', () => {
    const steps = (text: string) =>
      readChanged({ ...WITH_FLOW, 'flows/umzug.yaml': text }).knowledge?.flows?.get('umzug');
    const before = steps(UMZUG);
    const after = steps(changed(UMZUG, 'Was möchten Sie melden?', 'Was hat sich geändert?  # neu gefragt'));
    expect(after?.revision).not.toBe(before?.revision);
    for (const [id, { hash }] of before?.steps ?? [])
      expect(after?.steps.get(id)?.hash === hash).toBe(id !== 'art');
  });

  test('may be offered by articles', () => {
    const offers = { 'articles/portal/browser.md': article('Browser', 'offers: [umzug, human]\n') };
    expect(readChanged({ ...WITH_FLOW, ...offers }).problems).toEqual([]);
    expect(readChanged(offers).problems).toMatchObject([{ text: 'Einen Dialog „umzug“ gibt es nicht.' }]);
  });

  test('changes the revision of the knowledge, and so do the rules', () => {
    const revisions = [
      WITH_FLOW,
      { ...WITH_FLOW, 'flows/umzug.yaml': `${UMZUG}# Ende\n` },
      { ...WITH_FLOW, 'flows/_rules.yaml': `${RULES}# Ende\n` },
    ].map((files) => readChanged(files).knowledge?.revision);
    expect(new Set(revisions).size).toBe(3);
  });

  test('needs only what it uses', () => {
    const text = [
      'title: Kurz',
      'start: {questions: [Mach es kurz]}',
      'steps:',
      '  gut: {end: answer, say: Gut.}',
      'tests: [[Los, =gut]]',
    ].join('\n');
    expect(readChanged({ ...WITH_FLOW, 'flows/umzug.yaml': text }).problems).toEqual([]);
  });
});

describe('the rules of all flows', () => {
  test('are read with their texts', () => {
    const { flowRules } = readChanged(WITH_FLOW).knowledge ?? {};
    expect(flowRules).toMatchObject({
      words: { human: ['mitarbeiter', 'ein mensch'], yes: ['ja'] },
      digression: { most: 3 },
      unclear: { tries: 2 },
      idle: { remindAfter: 600_000, forgetAfter: 86_400_000 },
      labels: { goOn: 'Weitermachen', switch: 'Ja, wechseln' },
    });
    expect(flowRules?.restarted.source).toBe('flow:_rules');
    expect(readableText(flowRules?.digression.back.body ?? [])).toBe('Zurück zu „{title}“:');
  });

  test('come from the folder that ships with the program when a folder has flows and none of its own', () => {
    const own = { ...WITH_FLOW, 'flows/_rules.yaml': null };
    const shipped = folder(WITH_FLOW);
    expect(readChanged(own, { defaultsDir: shipped }).knowledge?.flowRules?.unclear.tries).toBe(2);
    expect(readChanged(COMPLETE, { defaultsDir: shipped }).knowledge?.flowRules).toBeUndefined();
    const { problems, dir } = readChanged(own);
    expect(problems.map((problem) => located(problem, dir))).toEqual(['flows/_rules.yaml:1:1']);
    expect(problems[0]?.text).toBe('Die Datei fehlt.');
  });

  test.each([
    [
      'a word that means two things',
      'back: [zurück]',
      'back: [zurück, §Stopp!]',
      '„Stopp!“ steht schon bei „cancel“',
    ],
    ['no word for a human', 'human: [mitarbeiter, ein mensch]', 'human: §[]', '„human“ ist leer'],
    ['an unknown blank', 'Geändert: {answer}.', 'Geändert: {antwort}.', 'Lücke {antwort}'],
    [
      'a label too long',
      'stop: Beenden',
      'stop: §Beenden und alles vergessen und nie mehr fragen',
      'hat 47 Zeichen',
    ],
    ['an unreadable time', '10m', '§10 Minuten', 'Dauer'],
    ['an unknown key', 'at_first:', '§at_frist:', '„at_frist“'],
  ])('with %s are refused', (_, from, to, text) => {
    const marked = changed(RULES, from, to);
    const { problems, dir, mark } = readMarked('flows/_rules.yaml', marked);
    expect(problems.map((problem) => problem.text).join()).toContain(text);
    if (marked.includes(MARK)) expect(problems.map((problem) => located(problem, dir))).toContain(mark);
  });
});

describe('warnings', () => {
  test('a review that is due', () =>
    expectOne('warning', edited(['"2027-06-30"', '§"2026-11-22"']), 'bis 2026-11-22 fällig', 'review_by'));

  test('a way with more than seven questions', () => {
    const questions = [1, 2, 3, 4, 5, 6, 7, 8].map(
      (n) => `
  ${n === 1 ? '§' : ''}f${n}:
    ask: Frage ${n}?
    choices:
      - {label: Weiter, value: weiter, next: ${n === 8 ? 'ende' : `f${n + 1}`}}`,
    );
    const steps = `${questions.join('')}\n  ende: {end: answer, say: Ende.}\n`;
    const test = ['Los', ...questions.map(() => 'Weiter'), '=ende'].join(', ');
    expectOne('warning', small(steps, test), 'hat 8 von 8 Fragen', 'Lassen Sie Fragen weg');
  });

  test('a question that an article has too', () =>
    expectOne(
      'warning',
      edited(['Ich möchte meinen Umzug melden]', '§frage zu konto]']),
      'steht auch im Artikel „konto“',
      'wissen will',
    ));

  test('a question twice', () =>
    expectOne(
      'warning',
      edited(['Ich möchte meinen Umzug melden]', '§ich bin umgezogen!]']),
      'steht zweimal in diesem Dialog',
      'Löschen',
    ));

  test('a file among the flows that is none', () => {
    const { problems, dir } = readChanged({
      ...WITH_FLOW,
      'flows/umzug.yml': 'x',
      'flows/_rule.yaml.txt': 'x',
    });
    expect(problems.map((problem) => [located(problem, dir), problem.severity])).toEqual([
      ['flows/_rule.yaml.txt:1:1', 'warning'],
      ['flows/umzug.yml:1:1', 'warning'],
    ]);
  });
});

describe('beside other files', () => {
  test('a question of two flows is refused', () => {
    const other = small('\n  ende: {end: answer, say: Ende.}\n', 'Los, =ende').replace(
      'Eine kleine Frage',
      '§ich bin umgezogen',
    );
    const { problems, dir, mark } = readMarked('flows/zweiter.yaml', other);
    expect(problems).toMatchObject([
      { severity: 'error', text: expect.stringContaining('steht auch im Dialog „umzug“') },
    ]);
    expect(located(problems[0]!, dir)).toBe(mark);
  });

  test('an article that goes away is no end of a flow', () => {
    const { problems, dir, mark } = readMarked(
      'flows/umzug.yaml',
      edited(['faq: app-download', 'faq: §app-download']),
      {
        'articles/app/app-download.md': article('App laden', 'valid_to: "2027-01-01"\n'),
      },
    );
    expect(problems).toMatchObject([
      { severity: 'error', text: expect.stringContaining('gilt nur für eine Zeit') },
    ]);
    expect(located(problems[0]!, dir)).toBe(mark);
  });

  test('a flow with a name that is no id is refused', () => {
    const { problems } = readChanged({ ...WITH_FLOW, 'flows/Mein Umzug.yaml': UMZUG });
    expect(problems).toMatchObject([{ text: '„Mein Umzug“ ist kein gültiger Name.' }]);
  });
});

test('all problems of a flow come at once', () => {
  const broken = edited([
    'Ich möchte meinen Umzug melden]',
    '2027]',
    'also: [adresse]',
    'also: [Stopp]',
    'next: alter',
    'next: allter',
    'example: AB12345678',
    'example: AB',
    'summary: [art]',
    'summary: [nummer]',
    'say: Schreiben Sie uns.',
    'say: "# {ort}"',
  ]);
  const { problems, dir } = readMarked('flows/umzug.yaml', broken);
  expect(problems.map((problem) => located(problem, dir))).toEqual([
    'flows/umzug.yaml:6:34',
    'flows/umzug.yaml:11:58',
    'flows/umzug.yaml:18:11',
    'flows/umzug.yaml:27:79',
    'flows/umzug.yaml:39:26',
    'flows/umzug.yaml:39:26',
    'flows/umzug.yaml:40:50',
  ]);
});
