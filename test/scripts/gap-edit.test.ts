import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { editFor, withQuestions } from '../../scripts/support/gap-edit.ts';
import { unifiedDiff } from '../../scripts/support/unified-diff.ts';
import { readKnowledge } from '../../server/knowledge/read.ts';
import { folder } from '../knowledge/folder.ts';
import { shippedKnowledge } from '../support/knowledge.ts';

const TODAY = '2026-11-23';
const SHIPPED = new URL('../../knowledge', import.meta.url).pathname;

const file = (head: string) => `---\ntitle: Browser\n${head}keywords: [Chrome]\n---\nMit Chrome.\n`;

describe('questions are added to an article', () => {
  it('in the style in which its list is written', () => {
    const added = withQuestions(file('questions:\n    - Welcher?\n    - "Und: welcher?"\n'), ['Geht "das"?']);
    expect(added).toBe(file('questions:\n    - Welcher?\n    - "Und: welcher?"\n    - "Geht \\"das\\"?"\n'));
    expect(withQuestions(file('questions: [Welcher?]\n'), ['a', 'b'])).toBe(
      file('questions: [Welcher?, "a", "b"]\n'),
    );
    expect(withQuestions(file('questions: []\n'), ['a'])).toBe(file('questions: ["a"]\n'));
    expect(withQuestions(file(''), ['a'])).toBe(
      '---\ntitle: Browser\nkeywords: [Chrome]\nquestions:\n  - "a"\n---\nMit Chrome.\n',
    );
  });
});

describe('an edit that would close a gap', () => {
  it('adds to the article that is near', () => {
    const edit = editFor(['Welchen Browser nehme ich für das Portal'], shippedKnowledge(), SHIPPED, TODAY);
    expect(edit).toMatchObject({ article: 'browser', path: 'articles/portal/browser.md' });
    expect(edit.after).toContain('"Welchen Browser nehme ich für das Portal"');
  });

  it('begins an article where none is near, its title once, without an answer', () => {
    const edit = editFor(['parkplatz mieten', 'Parkplatz mieten!'], shippedKnowledge(), SHIPPED, TODAY);
    expect(edit).toMatchObject({ article: 'parkplatz-mieten', added: [] });
    expect(edit.before).toBeUndefined();
    expect(edit.after).toMatch(/^---\ntitle: "Parkplatz mieten\?"\nquestions: \[\]\n/);
    expect(edit.after).toMatch(/\n#.*\n---\n$/);
  });

  it('gives a new article everything but its answer', () => {
    const wordings = [
      'Wo miete ich einen Parkplatz?',
      'parkplatz mieten',
      'Parkplätze?',
      'Was kostet Parken?',
    ];
    const edit = editFor([...wordings, 'Tiefgarage'], shippedKnowledge(), SHIPPED, TODAY);
    const dir = folder({});
    cpSync(SHIPPED, dir, { recursive: true });
    writeFileSync(join(dir, edit.path), `${edit.after}Einen Parkplatz mieten Sie am Empfang.\n`);
    const { knowledge, problems } = readKnowledge(dir, { today: TODAY });
    expect(problems).toEqual([]);
    const article = knowledge!.articles.get(edit.article)!;
    expect(article).toMatchObject({ reviewBy: '2027-11-23', questions: ['Tiefgarage'] });
    expect(article.owner).toMatch(/-redaktion$/);
    expect(article.tests.must).toEqual(wordings.slice(1));
    expect(article.tests.mustNot).toHaveLength(1);
  });
});

describe('a unified diff', () => {
  it('has one hunk with three lines around it', () => {
    expect(unifiedDiff('a.md', '1\n2\n3\n4\n5\n6\n7\n8\n', '1\n2\n3\n4\nneu\n5\n6\n7\n8\n')).toBe(
      '--- a/a.md\n+++ b/a.md\n@@ -2,6 +2,7 @@\n 2\n 3\n 4\n+neu\n 5\n 6\n 7\n',
    );
  });

  it('makes a new file', () => {
    expect(unifiedDiff('a.md', undefined, '1\n2\n')).toBe(
      '--- /dev/null\n+++ b/a.md\n@@ -0,0 +1,2 @@\n+1\n+2\n',
    );
  });
});
