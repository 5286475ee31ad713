import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mask } from '../../server/language/mask.ts';

describe('[S5] masking', () => {
  const hidden = [
    'DE89370400440532013000',
    'DE89 3704 0044 0532 0130 00',
    'de89 3704 0044 0532 0130 00',
    'AT61 1904 3002 3457 3201',
    '4111 1111 1111 1111',
    '4111-1111-1111-1111',
    '378282246310005',
    'DE89-3704-0044-0532-0130-00',
    'DE 89 3704 0044 0532 0130 00',
    'DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000',
    '4111.1111.1111.1111',
  ];
  it.each(hidden)('hides %s', (number) => {
    expect(mask(`Meine Nummer: ${number}.`)).toEqual({ text: 'Meine Nummer: •••.', masked: true });
  });

  const spoken = fc.constantFrom(
    '',
    ' ',
    ' bitte',
    ' lautet sie',
    ' 12/28',
    ' 123',
    ', danke',
    '\n2. Frage',
    ' AB12',
  );

  it('hides every number whatever stands around it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...hidden), spoken, spoken, (number, before, after) => {
        const { text } = mask(`x${before} ${number}${after}`);
        expect(text).toBe(`x${before} •••${after}`);
      }),
    );
  });

  const kept = [
    'Vertrag AS-9876543210',
    'am 23.11.2026 um 10:00',
    '80331 München',
    '0800 45 20 104',
    'DE89 3704 0044 0532 0130 02',
    '4111 1111 1111 1112',
    'Ab dem 11. Jahr 1.000 Punkte',
  ];
  it.each(kept)('keeps %s', (text) => {
    expect(mask(text)).toEqual({ text, masked: false });
  });

  it('changes nothing that it has masked once', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...hidden, ...kept), fc.string(), (before, middle, after) => {
        const once = mask(`${before} ${middle} ${after}`).text;
        expect(mask(once)).toEqual({ text: once, masked: false });
      }),
    );
  });
});
