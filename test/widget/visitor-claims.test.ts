import fc from 'fast-check';
import { expect, it } from 'vitest';
import { VisitorClaims } from '../../protocol/visitor-facts.ts';
import { claimsOf } from '../../widget/visitor-claims.ts';

it('[E1] puts name and e-mail address in their places and lists the rest', () => {
  const page = { url: 'https://portal.example/app', title: 'App' };
  const data = {
    name: ' Erika Müller ',
    email: 'e@portal.example',
    Vertrag: 'A1',
    Punkte: 3250,
    Neu: true,
    Leer: '',
  };
  expect(claimsOf(data, 'de', page)).toEqual({
    name: 'Erika Müller',
    email: 'e@portal.example',
    data: { Vertrag: 'A1', Punkte: '3250', Neu: 'true' },
    language: 'de',
    page,
  });
  expect(claimsOf({}, 'en', undefined)).toEqual({ language: 'en' });
});

it('[E1] makes of any few short lines what the server takes', () => {
  const value = fc.oneof(fc.string({ maxLength: 200 }), fc.integer(), fc.boolean());
  const name = fc.string({ minLength: 1, maxLength: 40 }).filter((key) => key !== '__proto__');
  fc.assert(
    fc.property(fc.dictionary(name, value, { maxKeys: 20 }), (data) => {
      expect(VisitorClaims.safeParse(claimsOf(data, 'de', undefined)).success).toBe(true);
    }),
  );
});
