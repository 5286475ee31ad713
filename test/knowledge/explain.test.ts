import { beforeAll, describe, expect, it } from 'vitest';
import { explanationLines } from '../../server/knowledge/explain-lines.ts';
import { trainUnderstanding } from '../../server/knowledge/understanding.ts';
import { shippedKnowledge } from '../support/knowledge.ts';

const CACHE = new URL('../../.cache', import.meta.url).pathname;

let explain: (question: string) => string;
beforeAll(async () => {
  const understanding = await trainUnderstanding(shippedKnowledge(), { cacheDir: CACHE });
  explain = (question) => explanationLines(understanding.explain(question, { shown: [] })).join('\n');
});

describe('the explanation', () => {
  it('says what a word was taken for, what matched where, and why it was answered', () => {
    const text = explain('verfalen meine punkte');
    expect(text).toMatch(/Wörter +\[verfalen → verfallen, berichtigt\] meine punkte/);
    expect(text).toMatch(/Platz 1 +punkte-verfall, Anteil \d+ %/);
    expect(text).toMatch(/trifft Titel: .*verfall.*; Beispielfragen: /);
    expect(text).toContain('am ähnlichsten: „');
    expect(text).toMatch(/Entscheidung +Antwort punkte-verfall/);
    expect(text).toContain('Beide Wahrscheinlichkeiten reichen für eine Antwort.');
  });

  it.each([
    ['konto', 'Ein Wort allein, das sich viele Artikel teilen.'],
    ['Rezept für Linsensuppe', 'Die Frage gehört wahrscheinlich nicht zu unseren Themen.'],
    [
      'ich will einen Menschen sprechen',
      'Dieser Wunsch ist wahrscheinlich genug, um vor allen Artikeln zu gelten.',
    ],
    ['12345', 'Es steht nichts da, was sich suchen ließe.'],
    ['I forgot my password, what can I do?', 'Die Nachricht ist in einer anderen Sprache.'],
    [
      'Welchen Browser brauche ich? Und wo kann ich die App herunterladen?',
      'Die Nachricht stellt mehrere Fragen, und jede ist sicher beantwortet.',
    ],
  ])('%s: %s', (question, reason) => {
    expect(explain(question)).toContain(reason);
  });
});
