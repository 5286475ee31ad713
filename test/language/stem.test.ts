import { describe, expect, it } from 'vitest';
import { stem } from '../../server/language/stem.ts';

describe('stem', () => {
  it.each([
    ['kündigen', 'gekündigt'],
    ['kündigen', 'kündigung'],
    ['freischalten', 'freigeschaltet'],
    ['freischalten', 'freizuschalten'],
    ['registrieren', 'registrierung'],
    ['registrieren', 'registriert'],
    ['aktivieren', 'aktiviert'],
    ['abschließen', 'abgeschlossen'],
    ['finden', 'gefunden'],
    ['erhalten', 'erhielt'],
    ['anmelden', 'anzumelden'],
    ['vertrag', 'verträge'],
    ['ändern', 'aendern'],
    ['prüfen', 'pruefen'],
    ['löschen', 'gelöscht'],
    ['anzeigen', 'angezeigt'],
    ['sicher', 'sicherheit'],
    ['gerät', 'geräte'],
  ])('brings %s and %s together', (one, other) => {
    expect(stem(other)).toBe(stem(one));
  });

  it.each([
    ['sicher', 'sich'],
    ['funktion', 'funktionieren'],
    ['einschalten', 'ausschalten'],
    ['klappe', 'klappen'],
    ['bekommen', 'kommen'],
  ])('keeps %s and %s apart', (one, other) => {
    expect(stem(other)).not.toBe(stem(one));
  });
});
