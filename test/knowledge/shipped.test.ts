import { expect, test } from 'vitest';
import { formatProblem } from '../../server/knowledge/problem.ts';
import { readKnowledge } from '../../server/knowledge/read.ts';
import { readableText } from '../../server/knowledge/render.ts';

const shipped = readKnowledge('knowledge', { today: '2026-11-23' });

test('the shipped knowledge has no problems', () => {
  expect(shipped.problems.map(formatProblem)).toEqual([]);
});

test('the shipped knowledge has the articles of every topic', () => {
  const topics = [...(shipped.knowledge?.articles.values() ?? [])].map(({ topic }) => topic);
  const count = (id: string) => topics.filter((topic) => topic === id).length;
  expect(shipped.knowledge?.topics.map(({ id }) => [id, count(id)])).toEqual([
    ['portal', 9],
    ['registrierung', 3],
    ['app', 5],
    ['vorteile', 15],
  ]);
});

test('who cannot reach a person is told when, and the phone number with its hours', () => {
  const text = (
    key: 'desk.closed' | 'desk.paused' | 'queue.closing' | 'queue.nobody' | 'queue.too-long' | 'trouble',
  ) => readableText(shipped.knowledge?.texts[key].body ?? []);
  for (const key of ['desk.closed', 'desk.paused', 'queue.closing'] as const)
    expect(text(key)).toContain('{opening}');
  for (const key of [
    'desk.closed',
    'desk.paused',
    'queue.closing',
    'queue.nobody',
    'queue.too-long',
    'trouble',
  ] as const)
    expect(text(key)).toContain('{phone} ({hours})');
});
