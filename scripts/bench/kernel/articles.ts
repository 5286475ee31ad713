import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/*
 * Invented articles in German. Every article has a subject of its own, made of two nouns that German writes as one
 * word, so that the vocabulary grows with the articles as it does in earnest.
 */

const FIRST =
  `Adress Antrags Beitrags Bestell Brief Buchungs Daten Depot Dokumenten Fahrzeug Familien Foto Garten
Gebäude Gehalts Geräte Geschäfts Gesundheits Gutschein Hafen Handels Haus Heizungs Jahres Karten Kinder Konto Kraft
Kunden Lager Lebens Leitungs Liefer Lohn Markt Miet Mitglieder Monats Nutzer Objekt Partner Pflege Post Preis Prüf
Rechnungs Reise Renten Reparatur Schaden Schlüssel Schul Service Sicherheits Sommer Sonder Sport Standort Steuer
Strom Tarif Teilnahme Termin Umzugs Unfall Urlaubs Verbands Vereins Verkehrs Versand Vertrags Vollmachts Vorsorge
Wagen Waren Wasser Wechsel Werkstatt Winter Wohnungs Zahlungs Zähler Zeit Zins Zugangs Zulassungs Zusatz`
    .split(/\s+/)
    .filter(Boolean);
const SECOND =
  `abfrage ablauf abrechnung abteilung adresse akte angebot annahme anzeige archiv aufnahme auftrag
auskunft ausweis bedarf beleg bericht bescheid bestand betrag bogen buch code daten dienst eingang eintrag erhöhung
erklärung ersatz formular freigabe frist gebühr gruppe heft karte kennung klasse konto kosten liste meldung mappe
menge muster nachweis nummer ordnung paket plan portal preis programm prüfung punkt quittung rabatt rechner regel
register reihe schein schutz seite sperre stelle stufe tabelle tarif teil übersicht umfang unterlage verlauf
verwaltung vorlage wechsel wert zeichen zentrale zettel ziel zugang zusage zuschlag`
    .split(/\s+/)
    .filter(Boolean);
const VERBS = [
  'ändern',
  'beantragen',
  'kündigen',
  'herunterladen',
  'sperren',
  'verlängern',
  'prüfen',
  'bestellen',
];

/** Several ways to ask for something about a subject. */
const QUESTIONS: readonly ((subject: string, verb: string) => string)[] = [
  (subject, verb) => `Wie kann ich meine ${subject} ${verb}?`,
  (subject, verb) => `${subject} ${verb}`,
  (subject, verb) => `Wo finde ich etwas, um die ${subject} zu ${verb}?`,
  (subject) => `Was kostet die ${subject}?`,
  (subject, verb) => `Ich möchte die ${subject} gern ${verb}`,
  (subject) => `Warum sehe ich meine ${subject} nicht?`,
  (subject, verb) => `Kann jemand anderes für mich die ${subject} ${verb}?`,
  (subject) => `Wie lange gilt eine ${subject}?`,
  (subject, verb) => `Bis wann muss ich die ${subject} ${verb}?`,
  (subject) => `Meine ${subject} ist verschwunden`,
  (subject, verb) => `Muss ich die ${subject} selbst ${verb}?`,
  (subject) => `Wer hilft mir bei der ${subject}?`,
];

export interface Shape {
  readonly articles: number;
  /** Example questions in each, at most twelve. */
  readonly questions: number;
  /** Sentences in each answer, at most five. */
  readonly sentences: number;
}

/** One invented article. */
export interface Invented {
  readonly id: string;
  readonly title: string;
  readonly questions: readonly string[];
  readonly text: string;
}

export function inventArticles({ articles, questions, sentences }: Shape): Invented[] {
  return Array.from({ length: articles }, (_, number) => {
    const [subject, verb, other] = [subjectOf(number), VERBS[number % VERBS.length]!, subjectOf(number + 7)];
    const body = [
      `Ihre ${subject} können Sie im Portal unter „Verträge“ selbst ${verb}.`,
      `Halten Sie dafür die Nummer Ihrer ${other} bereit.`,
      'Die Änderung gilt ab dem nächsten Werktag, und Sie erhalten eine Bestätigung.',
      `Wenn die ${subject} nicht angezeigt wird, fehlt meist ein Nachweis.`,
      'Bei Fragen hilft Ihnen der Kundendienst weiter.',
    ];
    return {
      id: `artikel-${number}`,
      title: `Wie kann ich die ${subject} ${verb}?`,
      questions: QUESTIONS.slice(0, questions).map((ask) => ask(subject, verb)),
      text: body.slice(0, sentences).join(' '),
    };
  });
}

/** All pairs come before any comes again, then with a number behind. */
function subjectOf(number: number): string {
  const pairs = FIRST.length * SECOND.length;
  const pair = (number * 37) % pairs;
  const again = number < pairs ? '' : ` ${Math.floor(number / pairs) + 1}`;
  return FIRST[pair % FIRST.length]! + SECOND[Math.floor(pair / FIRST.length)]! + again;
}

/** Writes a knowledge folder of them; everything else comes from the knowledge that ships with the program. */
export function writeArticles(folder: string, articles: readonly Invented[]): void {
  const topic = join(folder, 'articles', 'portal');
  mkdirSync(topic, { recursive: true });
  for (const article of articles) writeFileSync(join(topic, `${article.id}.md`), sourceOf(article));
}

/** The article as its file. */
export function sourceOf({ title, questions, text }: Omit<Invented, 'id'>): string {
  const list = questions.map((question) => `  - ${JSON.stringify(question)}\n`).join('');
  return `---\ntitle: ${JSON.stringify(title)}\nquestions:${list === '' ? ' []\n' : `\n${list}`}---\n${text}\n`;
}
