import { texts } from '../texts.ts';
import { englishExtra } from './english.ts';

const german = {
  rate: {
    ask: 'Wie zufrieden waren Sie mit dem Chat?',
    askAbout: (name: string) => `Wie zufrieden waren Sie mit dem Chat mit ${name}?`,
    optional: 'Freiwillig. 1 Stern heißt gar nicht zufrieden, 5 Sterne heißen sehr zufrieden.',
    star: (stars: number) => (stars === 1 ? '1 Stern' : `${stars} Sterne`),
    send: 'Bewertung senden',
    missing: 'Bitte wählen Sie zuerst 1 bis 5 Sterne.',
    thanks: (stars: number) => `Ihre Bewertung: ${stars} von 5 Sternen. Vielen Dank.`,
  },

  form: {
    intro:
      'Schreiben Sie uns, worum es geht. Unser Kundenservice liest auch den bisherigen Chat und meldet sich bei Ihnen.',
    text: 'Ihr Anliegen',
    contact: 'Wie erreichen wir Sie?',
    contactHint: 'Eine der beiden Angaben genügt.',
    email: 'E-Mail-Adresse',
    emailHint: 'z.\u202fB. name@beispiel.de',
    phone: 'Telefonnummer',
    phoneHint: 'z.\u202fB. 089 1234567',
    submit: 'Nachricht senden',
    errors: {
      text: 'Bitte schreiben Sie, worum es geht.',
      tooLong: (most: string) => `Bitte kürzen Sie den Text auf höchstens ${most} Zeichen.`,
      contact: 'Bitte geben Sie eine E-Mail-Adresse oder eine Telefonnummer an.',
      email: 'Diese E-Mail-Adresse ist nicht vollständig. Bitte schreiben Sie sie wie name@beispiel.de.',
      phone: 'Diese Telefonnummer können wir nicht lesen. Bitte schreiben Sie sie wie 089 1234567.',
    },
    filed: 'Ihre Nachricht ist angekommen',
    reference: 'Nummer',
    answerBy: 'Antwort bis',
    keep: 'Bitte notieren Sie sich die Nummer für Rückfragen.',
  },

  end: {
    ask: 'Chat beenden?',
    explain: 'Sie können danach hier nichts mehr schreiben, aber jederzeit einen neuen Chat beginnen.',
    explainQueue: 'Ihren Platz in der Warteschlange geben Sie damit auf.',
    confirm: 'Beenden',
    cancel: 'Weiter chatten',
  },

  menu: {
    save: 'Verlauf speichern',
    print: 'Verlauf drucken',
    data: 'Ihre Daten',
    sound: 'Ton bei neuen Nachrichten',
    on: 'an',
    off: 'aus',
    imprint: 'Impressum',
    accessibility: 'Barrierefreiheit',
  },

  transcript: {
    title: (title: string) => `Chatverlauf – ${title}`,
    file: 'chatverlauf',
  },

  suggest: {
    label: 'Meinen Sie das?',
    found: (count: number) =>
      count === 1
        ? '1 passende Antwort, mit Pfeiltaste wählen.'
        : `${count} passende Antworten, mit Pfeiltasten wählen.`,
  },
};

export type ExtraTexts = typeof german;

const here = () => (texts.language === 'en' ? englishExtra : german);

/** Labels of what is only loaded when it is wanted, in the language that the window speaks. */
export const extraTexts: ExtraTexts = {
  get rate() {
    return here().rate;
  },
  get form() {
    return here().form;
  },
  get end() {
    return here().end;
  },
  get menu() {
    return here().menu;
  },
  get transcript() {
    return here().transcript;
  },
  get suggest() {
    return here().suggest;
  },
};
