import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkKnowledge } from '../../server/knowledge/check.ts';
import { article, COMPLETE, folder } from './folder.ts';

const today = '2026-11-23';
const warning = { 'synonyms.yaml': 'a: [c]\nb: [c]\n' };
const error = { 'articles/portal/konto.md': article('Konto', 'farbe: rot\n') };

describe('the check of a folder', () => {
  test('without problems passes', () => {
    expect(checkKnowledge(folder(COMPLETE), { today })).toEqual({
      lines: ['3 Artikel geprüft.'],
      exitCode: 0,
    });
  });

  test('with warnings alone passes and prints them', () => {
    const dir = folder({ ...COMPLETE, ...warning });
    expect(checkKnowledge(dir, { today })).toEqual({
      lines: [
        `${join(dir, 'synonyms.yaml')}:2:5: Warnung: „c“ steht schon bei „a“. Lassen Sie es nur bei dem Begriff, der besser passt.`,
        '3 Artikel geprüft, 1 Warnung.',
      ],
      exitCode: 0,
    });
  });

  test('with an error fails and prints everything', () => {
    const dir = folder({ ...COMPLETE, ...warning, ...error });
    const { lines, exitCode } = checkKnowledge(dir, { today });
    expect(exitCode).toBe(1);
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/konto\.md:8:1: Fehler: „farbe“ ist hier unbekannt\. Möglich sind: title, /);
    expect(lines[2]).toMatch(/^1 Fehler, 1 Warnung\. /);
  });

  test('as JSON prints one problem a line and nothing else', () => {
    const dir = folder({ ...COMPLETE, ...error });
    const { lines, exitCode } = checkKnowledge(dir, { today, json: true });
    expect(exitCode).toBe(1);
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        severity: 'error',
        file: join(dir, 'articles/portal/konto.md'),
        line: 8,
        column: 1,
        text: '„farbe“ ist hier unbekannt.',
        hint: expect.stringContaining('Möglich sind'),
      },
    ]);
    expect(checkKnowledge(folder(COMPLETE), { today, json: true }).lines).toEqual([]);
  });
});
