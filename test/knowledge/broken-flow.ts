import { expect } from 'vitest';
import type { Problem } from '../../server/knowledge/problem.ts';
import { UMZUG, WITH_FLOW } from './flow-sample.ts';
import { located, readChanged } from './folder.ts';

/** Where the problem is expected; the mark itself is not part of the file. */
export const MARK = '§';

type Changes = Readonly<Record<string, string | null>>;

/** A file with one piece of it changed. */
export function changed(text: string, from: string, to: string): string {
  expect(text.split(from), from).toHaveLength(2);
  return text.replace(from, () => to);
}

/** Reads the folder with the marked file in it, and returns its problems and where the mark is. */
export function readMarked(file: string, marked: string, others: Changes = {}) {
  const before = marked.split(MARK)[0]!.split('\n');
  const read = readChanged({ ...WITH_FLOW, ...others, [file]: marked.replace(MARK, '') });
  return { ...read, mark: `${file}:${before.length}:${before.at(-1)!.length + 1}` };
}

/** Expects exactly one problem in the flow, at the mark. */
export function expectOne(severity: Problem['severity'], marked: string, text: string, hint: string): void {
  const { dir, problems, knowledge, mark } = readMarked('flows/umzug.yaml', marked);
  expect(problems.map((problem) => `${located(problem, dir)} ${problem.text}`)).toEqual([
    expect.stringContaining(mark),
  ]);
  expect(problems).toMatchObject([
    { severity, text: expect.stringContaining(text), hint: expect.stringContaining(hint) },
  ]);
  expect(knowledge === undefined).toBe(severity === 'error');
}

/** What is changed in the sample flow, in pairs: this piece, by that. */
type Edits = readonly string[];
export type Row = readonly [name: string, edits: Edits, text: string, hint: string];

export function edited(edits: Edits): string {
  let text = UMZUG;
  for (let i = 0; i < edits.length; i += 2) text = changed(text, edits[i]!, edits[i + 1]!);
  return text;
}

/** A flow of a few steps. */
export function small(steps: string, ...tests: readonly string[]): string {
  return [
    'title: Klein',
    'owner: redaktion',
    'start: {questions: [Eine kleine Frage]}',
    `steps:${steps.trimEnd()}`,
    'tests:',
    ...tests.map((test) => `  - [${test}]`),
    '',
  ].join('\n');
}

const ART = `
  art:
    ask: Worum geht es?
    choices:
      - {label: Portal, value: portal, next: N1}
      - {label: App, value: app, next: N2}
      - {label: Brief, value: brief, next: N3}
`;

/** A question with three choices that lead to three steps. */
export function art(...next: readonly [string, string, string]): string {
  return next.reduce((text, target, index) => text.replace(`N${index + 1}`, target), ART);
}
