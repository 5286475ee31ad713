import { expect, it } from 'vitest';
import { csvOf } from '../../console/csv.ts';
import { byArticle, byWeek } from '../../console/usage.ts';

it('a table opens in German spreadsheets, and none of its texts is a formula', () => {
  expect(
    csvOf([
      ['Woche', 'Größe'],
      ['2026-11-23', 3],
    ]),
  ).toBe('\uFEFFWoche;Größe\r\n2026-11-23;3\r\n');
  for (const formula of ['=1+1', '+49', '-2', '@SUM(A1)', '\tx'])
    expect(csvOf([[formula]])).toBe(`\uFEFF"'${formula}"\r\n`);
  expect(csvOf([['a;b', 'sagt „x"', 'zwei\nZeilen', -1]])).toBe(
    '\uFEFF"a;b";"sagt „x""";"zwei\nZeilen";-1\r\n',
  );
});

it('figures are arranged by week, empty ones too, and by article, the most used first', () => {
  const rows = [
    { week: '2026-11-23', measure: 'asked', count: 5 },
    { week: '2026-11-23', measure: 'answered', article: 'app', count: 1 },
    { week: '2026-11-23', measure: 'answered', article: 'browser', count: 2 },
    { week: '2026-11-30', measure: 'chosen', article: 'browser', count: 1 },
  ] as const;
  expect(byWeek(['2026-11-16', '2026-11-23', '2026-11-30'], rows)).toEqual([
    { key: '2026-11-16', counts: {} },
    { key: '2026-11-23', counts: { asked: 5, answered: 3 } },
    { key: '2026-11-30', counts: { chosen: 1 } },
  ]);
  expect(byArticle(rows)).toEqual([
    { key: 'browser', counts: { answered: 2, chosen: 1 } },
    { key: 'app', counts: { answered: 1 } },
  ]);
});
