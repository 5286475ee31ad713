import { expect, it } from 'vitest';
import { filterTemplates } from '../../console/filter.ts';

const templates = [
  { title: 'Begrüßung', text: 'Guten Tag.' },
  { title: 'Telefonnummer', text: 'Sie erreichen uns unter 0800 45 20 104.' },
  { title: 'Rückruf', text: 'Wir rufen zurück, die Telefonnummer haben wir.' },
];
const found = (typed: string) => filterTemplates(templates, typed).map(({ title }) => title);

it('finds templates by the beginnings of words, whatever keyboard they were typed on', () => {
  expect(found('')).toHaveLength(3);
  expect(found('begrue')).toEqual(['Begrüßung']);
  expect(found('BEGRUSS')).toEqual(['Begrüßung']);
  expect(found('ruf zur')).toEqual(['Rückruf']);
  expect(found('nummer')).toEqual([]);
});

it('puts those with the words in the title first', () => {
  expect(found('tele')).toEqual(['Telefonnummer', 'Rückruf']);
});
