import { describe, expect, test } from 'vitest';
import { checkKnowledgeAndSearch } from '../../server/knowledge/check.ts';
import type { Decision, Understanding } from '../../server/knowledge/decision.ts';
import type { Problem } from '../../server/knowledge/problem.ts';
import { createUnderstanding } from '../../server/knowledge/understanding.ts';
import { edited } from './broken-flow.ts';
import { WITH_FLOW } from './flow-sample.ts';
import { article, folder, located } from './folder.ts';

const NOTHING: Decision = { kind: 'none', reason: 'out-of-scope', nearest: [] };
const UMZUG: Decision = { kind: 'flow', flow: 'umzug' };
const answer = (id: string): Decision => ({ kind: 'answer', article: id, also: [] });
const choices = (...options: readonly (readonly ['article' | 'flow', string])[]): Decision => ({
  kind: 'choices',
  options: options.map(([kind, id]) => ({ kind, id, title: id })),
});

/** Finds what the sample asks for, but for some questions. */
function findingAllBut(exceptions: Readonly<Record<string, Decision>>): Understanding {
  return {
    decide: (question) => {
      const exception = exceptions[question];
      if (exception) return exception;
      const named = { Browser: 'browser', Konto: 'konto', 'App laden': 'app-download' };
      const found = Object.entries(named).find(([title]) => question === `etwas zu ${title}`);
      return found ? answer(found[1]) : UMZUG;
    },
  };
}

async function problemsOf(
  exceptions: Readonly<Record<string, Decision>>,
  files: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  const dir = folder({ ...WITH_FLOW, ...files });
  const { lines } = await checkKnowledgeAndSearch(dir, { today: '2026-11-23', json: true }, async () =>
    findingAllBut(exceptions),
  );
  return lines.map((line) => {
    const problem = JSON.parse(line) as Problem;
    return `${located(problem, dir)} ${problem.severity}: ${problem.text}`;
  });
}

const OFFERED = { 'articles/portal/konto.md': article('Konto', 'offers: [umzug]\n') };

describe('with the search', () => {
  test('nothing is wrong when all questions find what they should', async () => {
    expect(await problemsOf({})).toEqual([]);
  });

  test.each([
    ['nothing', NOTHING, 'error: „Ich bin umgezogen“ findet nicht den Dialog „umzug“, sondern nichts.'],
    [
      'an article',
      answer('konto'),
      'error: „Ich bin umgezogen“ findet nicht den Dialog „umzug“, sondern article:konto.',
    ],
    [
      'a choice of which another is first',
      choices(['article', 'konto'], ['flow', 'umzug']),
      'error: „Ich bin umgezogen“ findet nicht den Dialog „umzug“, sondern article:konto.',
    ],
    [
      'a choice of which it is the first',
      choices(['flow', 'umzug'], ['article', 'konto']),
      'warning: „Ich bin umgezogen“ findet den Dialog nicht sicher; es wird nachgefragt: flow:umzug, article:konto.',
    ],
  ])('a question of a flow that finds %s is reported', async (_, decision, text) => {
    expect(await problemsOf({ 'Ich bin umgezogen': decision })).toEqual([`flows/umzug.yaml:6:15 ${text}`]);
  });

  test('a question of a flow may find an article that offers it', async () => {
    expect(await problemsOf({ 'Ich bin umgezogen': answer('konto') }, OFFERED)).toEqual([]);
  });

  test('the title of a flow is a question too', async () => {
    expect(await problemsOf({ 'Umzug melden': NOTHING })).toEqual([
      'flows/umzug.yaml:2:8 error: „Umzug melden“ findet nicht den Dialog „umzug“, sondern nichts.',
    ]);
  });

  test('an article that its test does not find is reported, unless it is among the choices', async () => {
    const missed = { 'etwas zu Konto': choices(['article', 'browser']) };
    expect(await problemsOf(missed)).toEqual([
      'articles/portal/konto.md:7:16 error: „etwas zu Konto“ findet diesen Artikel nicht, sondern article:browser.',
    ]);
    expect(
      await problemsOf({ 'etwas zu Konto': choices(['article', 'browser'], ['article', 'konto']) }),
    ).toEqual([]);
    expect(await problemsOf({ 'etwas zu Konto': UMZUG }, OFFERED)).toEqual([]);
  });

  test('an article that answers what belongs elsewhere is reported, choices are not', async () => {
    const files = {
      'articles/portal/konto.md': article('Konto').replace(
        'tests: {',
        'tests: {must_not: [Wo ist mein Hund], ',
      ),
    };
    expect(await problemsOf({ 'Wo ist mein Hund': answer('konto') }, files)).toEqual([
      'articles/portal/konto.md:7:20 error: „Wo ist mein Hund“ wird mit diesem Artikel beantwortet.',
    ]);
    expect(await problemsOf({ 'Wo ist mein Hund': choices(['article', 'konto']) }, files)).toEqual([]);
  });

  test('a question of a flow that says the same as one of an article is reported with both places', async () => {
    const files = {
      'articles/portal/konto.md': article('Konto').replace(
        'Frage zu Konto?',
        'Wie wird ein Umzug gemeldet?, Wen melden bei Umzug?',
      ),
    };
    expect(await problemsOf({}, files)).toEqual([
      expect.stringMatching(
        /^flows\/umzug\.yaml:2:8 warning: „Umzug melden“ sagt dasselbe wie „Wen melden bei Umzug\?“ in article:konto \(.*konto\.md:3\)\.$/,
      ),
      expect.stringMatching(
        /^flows\/umzug\.yaml:6:34 warning: „Ich möchte meinen Umzug melden“ sagt dasselbe/,
      ),
    ]);
  });

  test('a question that a flow and an article have word for word is reported once', async () => {
    const files = {
      'articles/portal/konto.md': article('Konto').replace('Frage zu Konto?', 'Ich bin umgezogen!'),
    };
    expect(await problemsOf({}, files)).toEqual([
      expect.stringMatching(
        /^flows\/umzug\.yaml:6:15 warning: „Ich bin umgezogen“ steht auch im Artikel „konto“/,
      ),
    ]);
    const offered = files['articles/portal/konto.md'].replace('owner', 'offers: [umzug]\nowner');
    expect(await problemsOf({}, { 'articles/portal/konto.md': offered })).toEqual([]);
  });

  test('a folder with an error is not searched', async () => {
    const dir = folder({ ...WITH_FLOW, 'flows/umzug.yaml': edited(['next: alter', 'next: allter']) });
    const { lines, exitCode } = await checkKnowledgeAndSearch(dir, {}, () =>
      Promise.reject(new Error('searched')),
    );
    expect(exitCode).toBe(1);
    expect(lines.at(-1)).toBe('1 Fehler. Solange Fehler bestehen, gilt der letzte fehlerfreie Stand weiter.');
  });

  test('the summary tells what was checked', async () => {
    const dir = folder(WITH_FLOW);
    const check = (exceptions: Readonly<Record<string, Decision>>) =>
      checkKnowledgeAndSearch(dir, {}, async () => findingAllBut(exceptions));
    expect(await check({})).toEqual({ lines: ['3 Artikel und 1 Dialog geprüft.'], exitCode: 0 });
    const { lines, exitCode } = await check({ 'Umzug melden': NOTHING });
    expect(exitCode).toBe(1);
    expect(lines.at(-1)).toBe(
      '3 Artikel und 1 Dialog geprüft, 1 Fehler. Der Stand kann gelten, aber die Suche findet nicht, was sie soll.',
    );
  });

  test('the real search is asked', async () => {
    const { lines } = await checkKnowledgeAndSearch(
      folder({
        ...WITH_FLOW,
        'articles/portal/konto.md': article('Konto').replace('etwas zu Konto', 'zebra xylophon'),
      }),
      { json: true },
      async (knowledge) => createUnderstanding(knowledge),
    );
    expect(lines.join('\n')).toContain('„zebra xylophon“ findet diesen Artikel nicht, sondern nichts.');
  });
});
