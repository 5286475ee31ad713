import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainValue } from '../../server/knowledge/plain-yaml.ts';
import { ProblemList } from '../../server/knowledge/problem.ts';
import { parseYaml } from '../../server/knowledge/yaml-file.ts';

const ARTICLES = join(import.meta.dirname, '../../knowledge/articles');

/** What the real parser makes of a text, and what it has to say of it. */
function parsed(text: string) {
  const problems = new ProblemList();
  const yaml = parseYaml({ path: 'datei.yaml', text }, problems);
  return { value: yaml?.value, problems: problems.sorted() };
}

const text = fc.oneof(
  fc.constantFrom(
    'Frage?',
    'Ja, gern',
    'a: b',
    'a #b',
    '"quoted"',
    '"a\\n"',
    'true',
    'Null',
    '1',
    '1e3',
    'x:',
    ' y',
    'z ',
  ),
  fc.constantFrom(
    '[]',
    '[a, b]',
    '[a,b]',
    '["a, b", c]',
    '[true]',
    '|',
    '>',
    '&a',
    '*a',
    '!x',
    '- x',
    '~',
    '# x',
    "'q'",
    'ä–ö',
  ),
  fc.string({ maxLength: 6 }),
  fc.string({ unit: fc.constantFrom(...'ab :#"-[],\'?&* \t\u00a0\u2028é'), maxLength: 8 }),
);
const line = fc
  .tuple(fc.constantFrom('', '  ', '    ', ' '), fc.constantFrom('', '- ', 'a: ', 'b:', 'c: ', 'a_b: '), text)
  .map((parts) => parts.join(''));
const document = fc.array(line, { maxLength: 6 }).map((lines) => lines.join('\n'));

describe('plainValue', () => {
  it('either leaves a text to the parser or says the same, and of a text in which nothing is amiss', () => {
    fc.assert(
      fc.property(document, (source) => {
        const value = plainValue(source);
        if (value === undefined) return;
        expect({ value, problems: [] }).toEqual(parsed(source));
      }),
      { numRuns: 5_000 },
    );
  });

  it('reads lists, groups and what is left empty', () => {
    const source =
      'title: "Eins: zwei"\nquestions:\n  - Was ist das?\nkeywords: [Chrome, Edge]\noffers:\ntests:\n  must:\n    - so\n';
    expect(plainValue(source)).toEqual({
      title: 'Eins: zwei',
      questions: ['Was ist das?'],
      keywords: ['Chrome', 'Edge'],
      offers: null,
      tests: { must: ['so'] },
    });
  });

  it('reads most heads of the shipped articles, as the parser does', () => {
    const files = readdirSync(ARTICLES, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.md'),
    );
    const heads = files.map((name) => readFileSync(join(ARTICLES, name), 'utf8').split(/^---\n/m)[1]!);
    const plain = heads.filter((head) => plainValue(head) !== undefined);
    for (const head of plain) expect(plainValue(head)).toEqual(parsed(head).value);
    expect(plain.length).toBeGreaterThan(heads.length / 2);
  });
});
