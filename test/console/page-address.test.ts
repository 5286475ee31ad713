import { expect, it } from 'vitest';
import { pageWithoutQuery } from '../../console/page-address.ts';

it.each([
  ['https://portal.example/vertraege?token=geheim#teil', 'https://portal.example/vertraege'],
  ['https://name:geheim@portal.example/', 'https://portal.example/'],
  ['kein Ort', ''],
])('shows of %s only %s', (address, shown) => {
  expect(pageWithoutQuery(address)).toBe(shown);
});
