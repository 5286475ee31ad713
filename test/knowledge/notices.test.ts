import { expect, it } from 'vitest';
import { noticesAt } from '../../server/knowledge/notices.ts';
import { readChanged } from './folder.ts';

const at = (time: string) => Date.parse(time);

function idsAt(file: string, time: string): string[] {
  const { knowledge, problems } = readChanged({ 'notices.yaml': file });
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return noticesAt(knowledge!.notices, at(time)).map(({ id }) => id);
}

it('[N1] a notice holds from its first minute to its last, by the clock of the desk’s zone', () => {
  const file = '- {id: a, text: A, valid_from: "2026-11-24 08:00", valid_to: "2026-11-24 10:30"}\n';
  expect(idsAt(file, '2026-11-24T06:59:59Z')).toEqual([]);
  expect(idsAt(file, '2026-11-24T07:00:00Z')).toEqual(['a']);
  expect(idsAt(file, '2026-11-24T09:29:59Z')).toEqual(['a']);
  expect(idsAt(file, '2026-11-24T09:30:00Z')).toEqual([]);
});

it('[N1] a day counts from its beginning to its end, also when the clocks change', () => {
  const file = '- {id: a, text: A, valid_from: "2027-03-28", valid_to: "2027-03-28"}\n';
  expect(idsAt(file, '2027-03-27T22:59:59Z')).toEqual([]);
  expect(idsAt(file, '2027-03-27T23:00:00Z')).toEqual(['a']);
  expect(idsAt(file, '2027-03-28T21:59:59Z')).toEqual(['a']);
  expect(idsAt(file, '2027-03-28T22:00:00Z')).toEqual([]);
});

it('[N1] without a time a notice holds until it is taken out; warnings stand first', () => {
  const file = '- {id: a, text: A}\n- {id: b, text: B, level: warning}\n';
  expect(idsAt(file, '2026-11-23T09:00:00Z')).toEqual(['b', 'a']);
});

it('a file in which everything is commented out is an empty one', () => {
  expect(idsAt('# - {id: a, text: A}\n', '2026-11-23T09:00:00Z')).toEqual([]);
});
