import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mask } from '../../server/language/mask.ts';
import { maskingCorpus } from './masking-corpus.ts';

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
    '15070649C103',
    '15 070649 C 103',
    '86095742719',
    '86 095 742 719',
    'A123456780',
    'a 123456780',
    'erika.mustermann@beispiel.example',
    'erika (at) beispiel.example',
    '+49 171 2345678',
    '0049 (0)171 / 234 56 78',
    '0171 2345678',
    '089/123456-78',
    '(030) 12 34 56 78',
    'DE89  3704  0044  0532  0130  00',
    'DE89 - 3704 - 0044 - 0532 - 0130 - 00',
    'DE89\u200b3704\u200b0044\u200b0532\u200b0130\u200b00',
    'XK05 1212 0123 4567 8906',
    '4111 – 1111 – 1111 – 1111',
    '15 070649  C 103',
    '01 71 2 34 56 78',
    'erika (at) beispiel (punkt) example',
    "o'brien@beispiel.example",
  ];
  it.each(hidden)('hides %s', (number) => {
    expect(mask(`Meine Nummer: ${number}.`)).toMatchObject({ text: 'Meine Nummer: •••.', masked: true });
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
        // Telephone numbers have no length of their own: further digits may belong to them.
        fc.pre(!/^[+(0]/.test(number) || !/^ \d/.test(after));
        const { text } = mask(`x${before} ${number}${after}`);
        expect(text).toBe(`x${before} •••${after}`);
      }),
    );
  });

  it.each([
    ['IBANDE89370400440532013000', 'IBAN•••'],
    ['Vertrag, meine SV-Nr: 15070649C103', 'Vertrag, meine SV-Nr: •••'],
    ['https://portal.example/konto/erika%40beispiel.example/neu', 'https://portal.example/konto/•••/neu'],
  ])('hides what is personal in %s', (text, covered) => {
    expect(mask(text).text).toBe(covered);
  });

  it('is not kept busy by a text that only looks like something personal', () => {
    const texts = ['a', 'a.', '1 ', '0 - ', 'DE1 ', '4111 '].map((part) => part.repeat(4_000 / part.length));
    const begun = performance.now();
    for (const text of texts) for (let nth = 0; nth < 5; nth += 1) mask(text);
    // An idle machine takes a tenth of it; one search for each letter to the end of the text takes ten times as long.
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  const kept = [
    'Vertrag AS-9876543210',
    'am 23.11.2026 um 10:00',
    '80331 München',
    '0800 45 20 104',
    'DE89 3704 0044 0532 0130 02',
    '4111 1111 1111 1112',
    'Ab dem 11. Jahr 1.000 Punkte',
    '15070649C104',
    '86095742718',
    'A123456781',
    'Vertragsnummer 0471 2231 998',
    'von 08.00 - 20.00 Uhr',
    'am 01.02.2026 - 03.02.2026',
    '@portal',
    'Fr 27 11 2026 um 10 Uhr geht es bei',
    'me 22 punkte mehr als ich dachte habe',
  ];
  it.each(kept)('keeps %s', (text) => {
    expect(mask(text)).toMatchObject({ text, masked: false });
  });

  it('changes nothing that it has masked once', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...hidden, ...kept), fc.string(), (before, middle, after) => {
        const once = mask(`${before} ${middle} ${after}`).text;
        expect(mask(once)).toMatchObject({ text: once, masked: false });
      }),
    );
  });

  it('finds at least 99 % of what is personal in German texts, and hides little else', () => {
    const corpus = maskingCorpus().map(({ text, personal }) => {
      const hidden = mask(text).spans.map(({ from, to }) => text.slice(from, to));
      const found = personal.filter((detail) => hidden.some((words) => words.includes(detail)));
      const right = hidden.filter((words) => personal.some((detail) => words.includes(detail)));
      return { personal: personal.length, found: found.length, hidden: hidden.length, right: right.length };
    });
    const sum = (key: keyof (typeof corpus)[number]) => corpus.reduce((all, one) => all + one[key], 0);
    expect(corpus.length).toBeGreaterThanOrEqual(500);
    expect(sum('found') / sum('personal')).toBeGreaterThanOrEqual(0.99);
    expect(sum('right') / sum('hidden')).toBeGreaterThanOrEqual(0.98);
  });
});
