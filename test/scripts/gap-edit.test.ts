import { describe, expect, it } from 'vitest';
import { withQuestions } from '../../scripts/support/gap-edit.ts';
import { unifiedDiff } from '../../scripts/support/unified-diff.ts';

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
