import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAnalyzer } from '../../server/language/analyze.ts';
import { stem } from '../../server/language/stem.ts';

const analyze = createAnalyzer({
  texts: [
    'Wie kann ich die Zwei-Faktor-Authentifizierung ausschalten?',
    'Wie melde ich mich zum Vorteilsprogramm an? Anmelden',
    'Freischaltcode Treuepunkte Hausrat Versicherung Vertrag Brief vergessen Punkte Kärtchen Karte',
  ],
  synonyms: new Map([
    ['smartphone', ['handy', 'mobiltelefon']],
    ['nicht angekommen', ['nie eingetroffen']],
  ]),
});

function terms(text: string): string[] {
  return analyze(text).terms.map(({ term }) => term);
}

describe('analyze', () => {
  it('looks for parts in the longest words there are, but not in what a stranger types without end', () => {
    const dictionary = 'Hausratversicherungsvertragskartenpunkte';
    expect(terms(dictionary)).toContain(stem('punkte'));
    expect(terms('hausrat'.repeat(500))).toHaveLength(1);
  });

  it('reunites separable verbs over the clause', () => {
    expect(terms('Wie schalte ich das wieder aus?')).toContain(stem('ausschalten'));
    expect(terms('ich melde mich morgen an und gehe')).toContain(stem('anmelden'));
  });

  it('joins compounds that are written apart', () => {
    expect(terms('das vorteils programm')).toContain(stem('vorteilsprogramm'));
  });

  it('splits compounds by the words that it knows', () => {
    expect(terms('Hausratversicherung')).toEqual(
      expect.arrayContaining([stem('hausrat'), stem('versicherung')]),
    );
  });

  it.each(['2FA', '2-Faktor', 'Zwei-Faktor', 'zwei Faktor', 'zweiter Faktor'])(
    'takes %s for one word',
    (text) => {
      expect(analyze(text).words.map(({ word }) => word)).toEqual(['zweifaktor']);
    },
  );

  it('finds concepts by words, by turns and in compounds', () => {
    expect(terms('mein Handy')).toContain('#smartphone');
    expect(terms('ist nie eingetroffen')).toContain('#nicht angekommen');
  });

  it('understands dialect, diminutives and letters that were held down', () => {
    expect(analyze('I hob mei Punkte vergessn').words.map(({ word }) => word)).toEqual([
      ...['ich', 'habe', 'mein', 'punkte', 'vergessen'],
    ]);
    expect(analyze('Pünktle').words[0]?.stem).toBe(stem('punkte'));
    expect(analyze('Punkteeee').words[0]?.stem).toBe(stem('punkte'));
  });

  it('says what it does not know', () => {
    expect(analyze('Apfelkuchen backen').words.map(({ known }) => known)).toEqual([false, false]);
  });

  it('keeps the place of every word in the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (raw) => {
        const text = raw.normalize('NFC');
        let last = 0;
        for (const word of analyze(text).words) {
          expect(word.start).toBeGreaterThanOrEqual(last);
          expect(text.slice(word.start, word.end)).toBe(word.text);
          last = word.end;
        }
      }),
    );
  });

  it('gives the same for the same text, whatever was asked in between', () => {
    const first = analyze('Mein Freischaltkode ist weg');
    for (let i = 0; i < 50; i++) analyze(`anderes wort${i}`);
    expect(analyze('Mein Freischaltkode ist weg')).toEqual(first);
  });
});
