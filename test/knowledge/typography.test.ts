import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProblemList } from '../../server/knowledge/problem.ts';
import { warnOfTypography } from '../../server/knowledge/typography.ts';
import { article, located, readChanged } from './folder.ts';

const KONTO = 'articles/portal/konto.md';

function warnings(wording: string): string[] {
  const problems = new ProblemList();
  warnOfTypography(wording, (line, column) => ({ file: '', line, column }), problems);
  return problems.sorted().map(({ line, column, text }) => `${line}:${column} ${text}`);
}

describe('German typography of visible texts', () => {
  const faults = [
    ['Klicken Sie auf "Weiter".', '1:17', 'Anführungszeichen'],
    ['Klicken Sie auf “Weiter”.', '1:17', 'Anführungszeichen'],
    ["So geht's nicht.", '1:8', 'Apostroph'],
    ['Das Portal - einfach.', '1:11', 'Gedankenstrich'],
    ['Montag bis Freitag, 8-20 Uhr', '1:22', '„bis“'],
    ['Einen Moment...', '1:13', 'drei Punkte'],
    ['Zwei  Leerzeichen', '1:5', 'mehr als ein Leerzeichen'],
    ['Wirklich ?', '1:9', 'Vor dem Satzzeichen'],
    ['Ja,nein', '1:3', 'Nach dem Komma'],
    ['Erste Zeile\nAchtung!!', '2:8', 'mehrere Satzzeichen'],
    ['Browser, z.B. Chrome', '1:10', 'Abkürzung'],
    ['Sie sparen 5% im Jahr', '1:13', 'Zahl und Zeichen'],
  ] as const;
  it.each(faults)('warns of %s', (wording, place, text) => {
    const [first, ...others] = warnings(wording);
    expect(first).toContain(`${place} `);
    expect(first).toContain(text);
    expect(others).toEqual([]);
  });

  const fine = [
    'Klicken Sie auf „Weiter“ – das geht’s schon.',
    'Montag bis Freitag, 8–20 Uhr, z. B. heute …',
    'Ein- und Ausgabe, App-Store, 2-Faktor-Anmeldung',
    '[0800 45 20 104](tel:+498004520104) und https://www.beispiel.example/a-b?c=1,d',
    '1.000 Punkte, 5 % und 3,50 €; am 24.11.2026?',
    '- erstens\n- zweitens',
  ];
  it.each(fine)('has nothing against %s', (wording) => {
    expect(warnings(wording)).toEqual([]);
  });

  it('names a place inside the text, whatever is written', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('"', ' ', '-', '.', '!', 'a', '5', '%', '\n', ',')), (signs) => {
        const wording = signs.join('');
        for (const warning of warnings(wording)) {
          const [line, column] = warning.split(' ')[0]!.split(':').map(Number);
          expect(wording.split('\n')[line! - 1]!.length).toBeGreaterThanOrEqual(column!);
        }
      }),
    );
  });

  it('shows them at the place in the file, and lets the text go live', () => {
    const { dir, problems, knowledge } = readChanged({
      [KONTO]: article('Konto', '', 'Erste Zeile.\n\nKlicken Sie auf "Weiter".'),
    });
    expect(problems.map((problem) => located(problem, dir))).toEqual([`${KONTO}:11:17`]);
    expect(knowledge).toBeDefined();
  });
});
