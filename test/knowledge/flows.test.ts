import { expect, test } from 'vitest';
import { WITH_FLOW } from './flow-sample.ts';
import { readChanged } from './folder.ts';

test('a flow is read', () => {
  const { problems, knowledge } = readChanged(WITH_FLOW);
  expect(problems).toEqual([]);
  expect(knowledge?.flows?.get('umzug')).toMatchObject({ title: 'Umzug melden', first: 'art' });
  expect(knowledge?.flowRules).toMatchObject({ unclear: { tries: 2 } });
});
