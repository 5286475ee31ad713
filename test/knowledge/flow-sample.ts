import { COMPLETE, type Files } from './folder.ts';

/** What holds in every flow, as short as it can be. */
export const RULES = `words:
  human: [mitarbeiter, ein mensch]
  cancel: [abbrechen, stopp]
  back: [zurück]
  repeat: [nochmal]
  yes: [ja]
  no: [nein]
digression:
  faq: {say: "Zurück zu „{title}“:", max_in_row: 3, then: "Möchten Sie mit „{title}“ weitermachen?"}
  flow: {say: "Wir sind bei „{title}“. Möchten Sie zu „{other}“ wechseln?"}
correct: {markers: [doch, meinte], say: "Geändert: {answer}."}
cancelled: Abgebrochen.
at_first: Das ist die erste Frage.
unclear: {tries: 2, say: [Bitte wählen Sie., Noch einmal?], human: Möchten Sie mit jemandem sprechen?}
idle: {remind_after: 10m, remind: "Sind Sie noch bei „{title}“?", forget_after: 24h, forgotten: Beendet.}
restarted: „{title}“ wurde geändert.
progress: Schritt {step} von {steps}
labels: {go_on: Weitermachen, stop: Beenden, switch: "Ja, wechseln", stay: "Nein, weiter", back: Zurück, cancel: Abbrechen}
`;

/** A flow with every verb and kind of answer and end, without any problem. */
export const UMZUG = `flow: umzug
title: Umzug melden
owner: redaktion
review_by: "2027-06-30"
start:
  questions: [Ich bin umgezogen, Ich möchte meinen Umzug melden]
steps:
  art:
    ask: Was möchten Sie melden?
    choices:
      - {label: Neue Anschrift, value: anschrift, also: [adresse], next: wann}
      - {label: Neues Konto, value: konto, next: nummer}
  wann:
    ask: Wann sind Sie umgezogen?
    accept: {type: date}
    retry: ["Nennen Sie einen Tag, zum Beispiel „letzten Dienstag“."]
    otherwise: mensch
    next: alter
  alter:
    when:
      - {if: {wann.working_days: {at_most: 5}}, next: warten}
      - {if: {wann.age_days: {more_than: 90}}, next: hinweis}
    else: erledigt
  nummer:
    ask: Wie lautet Ihre Vertragsnummer?
    sensitive: true
    accept: {pattern: '[A-Z]{2}[0-9]{8}', clean: [upper, no-spaces], example: AB12345678, not: ['12345678']}
    retry: ["Die Nummer sieht so aus: {example}."]
    otherwise: mensch
    next: folgen
  folgen:
    confirm: Möchten Sie das Konto wirklich ändern?
    consequences: [Das alte Konto wird gelöscht.]
    confirmed: {label: "Ja, ändern", next: mail}
    declined: {label: "Nein, behalten", next: erledigt}
  hinweis: {say: "Das ist {wann.age_days} Tage her.", next: erledigt}
  warten: {end: answer, say: "Bitte warten Sie bis {wann.after_5_working_days}."}
  erledigt: {end: answer, faq: konto}
  mail: {end: link, say: Schreiben Sie uns., link: {label: E-Mail schreiben, url: "mailto:service@example.com?subject=Neues Konto"}, effect: irreversible}
  mensch: {end: handoff, topic: umzug, summary: [art], for_agent: [nummer], closed: {faq: app-download}}
tests:
  - [Ich bin umgezogen, =art, Neue Anschrift, =wann, gestern, =warten]
  - [Umzug, adresse, =wann, vor zwei Jahren, =erledigt]
  - [Umzug, "1", =wann, vor drei Wochen, =erledigt]
  - [Umzug, Neue Anschrift, weiß nicht, =wann, keine Ahnung, =mensch]
  - [Umzug, Neues Konto, =nummer, "12", "13", =mensch]
  - [Umzug, Neues Konto, ab 123 456 78, =folgen, ja, =mail]
  - [Umzug, Neues Konto, AB12345678, =folgen, "Nein, behalten", =erledigt, faq:konto]
`;

/** The complete folder with a flow. */
export const WITH_FLOW: Files = {
  ...COMPLETE,
  'flows/_rules.yaml': RULES,
  'flows/umzug.yaml': UMZUG,
};
