import type { Owner } from '../protocol/conversation.ts';
import type { ErrorCode } from '../protocol/requests.ts';
import type { Line, Refused } from './shared/connection.ts';

/** The languages of the window's own labels. What the assistant says is German and stands in `knowledge/`. */
export type Language = 'de' | 'en';

export const german = {
  language: 'de' as Language,
  locale: 'de-DE',
  title: 'Digitaler Assistent',
  assistant: 'Digitaler Assistent',
  you: 'Sie',
  log: 'Chatverlauf',
  close: 'Fenster schließen',
  more: 'Weitere Möglichkeiten',
  end: 'Chat beenden',
  newTab: 'öffnet in neuem Tab',

  status: {
    connecting: 'Verbindung wird aufgebaut …',
    assistant: 'Antwortet automatisch',
    queue: 'In der Warteschlange',
    agent: 'aus dem Kundenservice',
    closed: 'Chat beendet',
  },
  lineDown: 'Die Verbindung ist unterbrochen. Wir stellen sie wieder her …',
  lineBack: 'Die Verbindung ist wieder da.',
  outdated: 'Dieses Chatfenster ist veraltet. Bitte laden Sie die Seite neu; der Verlauf bleibt erhalten.',
  reload: 'Seite neu laden',
  anew: 'Ihr früherer Chat ist nicht mehr verfügbar. Deshalb beginnt hier ein neuer.',
  hide: 'Hinweis ausblenden',

  privacy: (days: number | undefined) =>
    'Mit diesem Chat beantwortet unser Kundenservice Ihre Fragen. Schon beim Tippen suchen wir passende Antworten; ' +
    `gespeichert wird Ihr Text erst, wenn Sie ihn senden${days ? `, und höchstens ${days} Tage lang` : ''}. ` +
    'Holen Sie einen Menschen dazu, sieht er den ganzen Chat und auf welcher Seite Sie sind. ' +
    'Bitte keine Gesundheits- oder Bankdaten.',
  privacyLink: 'Datenschutz',
  answersGerman: '',
  otherZone: 'Uhrzeiten im Chat gelten bei Ihnen vor Ort, unsere Servicezeiten nach deutscher Zeit.',

  topicHint: 'Antwortmöglichkeiten',
  chosen: 'gewählt',
  updated: (day: string) => `Stand: ${day}`,
  helpful: 'War das hilfreich?',
  yes: 'Ja',
  no: 'Nein',
  thanks: 'Danke für Ihre Rückmeldung.',
  undo: 'Zurücknehmen',
  masked: 'Persönliche Angaben wurden unkenntlich gemacht.',
  maskedLive: 'Persönliche Angaben sind verdeckt. Nur wer gerade mit Ihnen chattet, kann sie ansehen.',

  sending: 'Wird gesendet …',
  waiting: 'Wird gesendet, sobald die Verbindung steht.',
  /** While the line is up but the service is in trouble. */
  delayed: 'Unser Dienst ist gerade gestört. Ihre Nachricht wird gesendet, sobald er wieder läuft.',
  sent: 'Gesendet',
  failed: 'Nicht gesendet.',
  retry: 'Erneut senden',
  discard: 'Verwerfen',

  writing: (name: string) => `${name} schreibt …`,
  searching: 'Der Assistent sucht die Antwort …',
  newest: 'Zu den neuesten Nachrichten',

  input: 'Ihre Nachricht',
  placeholder: 'Ihre Frage …',
  placeholderAgent: 'Ihre Nachricht …',
  send: 'Senden',
  length: (length: string, most: string) => `${length} von ${most} Zeichen`,
  tooLong: (over: string) => `Bitte kürzen Sie Ihre Nachricht um ${over} Zeichen.`,
  noFiles: 'Bilder und Dateien können Sie hier nicht senden. Bitte beschreiben Sie Ihr Anliegen in Worten.',

  human: 'Mit einem Menschen sprechen',
  leaveMessage: 'Nachricht hinterlassen',
  backAt: (opening: string) =>
    `Unser Kundenservice ist wieder da: ${opening.replace(/(\d\.?) /g, '$1\u00a0')}.`,
  queueNext: 'Sie sind als Nächstes an der Reihe.',
  queuePlace: (place: number) => `Sie sind Nummer ${place} in der Warteschlange.`,
  queueWait: (from: number, to: number) => {
    const minutes = to === 1 ? '1\u00a0Minute' : `${to}\u00a0Minuten`;
    if (from === to) return `Voraussichtlich etwa ${minutes}.`;
    return from === 0 ? `Voraussichtlich höchstens ${minutes}.` : `Voraussichtlich ${from} bis ${minutes}.`;
  },
  queueMeanwhile: 'Bis dahin antwortet der Assistent weiter.',
  leaveQueue: 'Warteschlange verlassen',

  owner: {
    joined: (name: string) => `${name} ist jetzt im Chat`,
    waiting: 'Sie warten auf einen Menschen',
    waitingAgain: 'Sie warten wieder auf einen Menschen',
    left: (name: string) => `Der Chat mit ${name} ist beendet`,
    assistant: 'Sie warten nicht mehr auf einen Menschen',
  },
  someone: 'Kundenservice',

  loading: 'Einen Moment …',
  notLoaded: 'Das konnte nicht geladen werden. Bitte versuchen Sie es noch einmal.',
  back: 'Zurück zum Chat',
  sendingForm: 'Ihre Nachricht wird gesendet …',
  unfiled: 'Ihre Nachricht konnte nicht gesendet werden.',
  reopen: 'Nachricht bearbeiten',
  filed: (reference: string) => `Nachricht ${reference} hinterlassen`,

  ended: {
    visitor: 'Sie haben den Chat beendet',
    idle: 'Der Chat wurde beendet, weil lange nichts geschrieben wurde',
    misuse: 'Der Kundenservice hat den Chat beendet',
  },
  anewButton: 'Neuen Chat beginnen',

  announce: {
    choices: (count: number) => (count === 1 ? '1 Antwortmöglichkeit.' : `${count} Antwortmöglichkeiten.`),
    several: (count: number) => `${count} neue Nachrichten.`,
    whileClosed: 'Neue Nachricht im Chat.',
  },

  refused: {
    'too-long': 'Die Nachricht ist zu lang. Bitte kürzen Sie sie oder senden Sie sie in zwei Teilen.',
    'slow-down': 'Das war sehr viel auf einmal. Es geht in wenigen Sekunden weiter.',
    stale: 'Das ist nicht mehr möglich, weil der Chat inzwischen weitergegangen ist.',
    closed: 'Dieser Chat ist schon beendet. Bitte beginnen Sie einen neuen.',
    blocked: 'Unser Kundenservice hat diesen Chat beendet und nimmt von hier vorerst keinen neuen an.',
    unidentified: 'Bitte melden Sie sich im Kundenportal an. Danach können Sie hier chatten.',
    'not-allowed': 'Das ist gerade nicht möglich. Bitte laden Sie die Seite neu.',
    'bad-request': 'Das konnten wir nicht verarbeiten. Bitte prüfen Sie Ihre Eingabe.',
    unavailable: 'Unser Dienst ist gerade nicht erreichbar. Bitte versuchen Sie es gleich noch einmal.',
    internal: 'Bei uns ist ein Fehler aufgetreten. Bitte versuchen Sie es noch einmal.',
  },
  /** The way that is left while the service is in trouble. */
  byPhone: (phone: string) => ` Telefonisch erreichen Sie uns unter ${phone}.`,
  /** The name under which a failure of ours is in the log. */
  reference: (ref: string) => ` (Kennung ${ref})`,
};

export type Texts = typeof german;

/** The labels in the language that the window speaks. Importers see the change; it shows with the next render. */
export let texts: Texts = german;

/** What differs from one language to another besides the words. */
let formats = formatsOf(german.locale);

/** From here on the window speaks with these labels. */
export function speak(next: Texts): void {
  if (next === texts) return;
  texts = next;
  formats = formatsOf(next.locale);
}

/** Those that mean to a visitor what another code means. */
const SAME: Partial<Record<ErrorCode | 'unanswered', keyof Texts['refused']>> = {
  'not-found': 'stale',
  taken: 'stale',
  'signed-out': 'not-allowed',
  outdated: 'not-allowed',
  'at-capacity': 'unavailable',
  unanswered: 'unavailable',
};

/** Why something was refused, as a sentence that says what to do. */
export function refusal({ code, ref, phone }: Refused): string {
  const sentence = texts.refused[SAME[code] ?? (code as keyof Texts['refused'])];
  const reference = code === 'internal' && ref ? texts.reference(ref) : '';
  return sentence + reference + (phone === undefined ? '' : texts.byPhone(phone));
}

/** How far something is on its way to the server, which may be in trouble. */
export function onItsWay(line: Line, error: Refused | undefined, sending: string): string {
  if (line !== 'up') return texts.waiting;
  if (error === undefined) return sending;
  return texts.delayed + (error.phone === undefined ? '' : texts.byPhone(error.phone));
}

/** The line in the list when somebody else speaks to the visitor from here on. */
export function ownerLine(owner: Owner, before: Owner, name: string | undefined): string {
  if (owner === 'agent') return texts.owner.joined(name ?? texts.someone);
  if (owner === 'queue') return before === 'agent' ? texts.owner.waitingAgain : texts.owner.waiting;
  return before === 'agent' ? texts.owner.left(name ?? texts.someone) : texts.owner.assistant;
}

function formatsOf(locale: string) {
  return {
    number: new Intl.NumberFormat(locale),
    time: new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }),
    day: new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' }),
    date: new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }),
  };
}

/** `3.250` */
export const inWords = (value: number): string => formats.number.format(value);
/** `10:42` by the visitor's clock */
export const clockTime = (at: number): string => formats.time.format(at);
/** `Montag, 23. November` by the visitor's calendar */
export const dayName = (at: number): string => formats.day.format(at);
/** `22. November 2026` of the calendar date `2026-11-22` */
export const dateName = (date: string): string => formats.date.format(new Date(date));

/** Whether the visitor's clock shows another time than clocks in Germany do. */
export function isElsewhere(at: number): boolean {
  const wall = (timeZone?: string) =>
    new Date(at).toLocaleString('de', { timeZone, day: 'numeric', hour: 'numeric', minute: 'numeric' });
  return wall() !== wall('Europe/Berlin');
}
