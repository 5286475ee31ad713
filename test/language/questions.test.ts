import { describe, expect, it } from 'vitest';
import { splitQuestions } from '../../server/language/questions.ts';

describe('splitQuestions', () => {
  it.each([
    ['Welchen Browser brauche ich? Wo lade ich die App?', 2],
    ['wie ändere ich meine adresse und wie lange gelten die punkte', 2],
    ['Läuft das mit Firefox und Edge?', 0],
    ['Ich bin umgezogen. Wo ändere ich die Adresse?', 0],
    ['Ich bin umgezogen.', 0],
    ['', 0],
  ])('%s', (text, count) => {
    expect(splitQuestions(text)).toHaveLength(count);
  });
});
