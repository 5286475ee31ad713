import type { Owner } from '../protocol/conversation.ts';
import type { Refused } from './shared/connection.ts';

/** The window's own labels. What the assistant says stands in `knowledge/`. */
export const texts = {
  title: 'Digitaler Assistent',
  assistant: 'Digitaler Assistent',
  you: 'Sie',
  log: 'Chatverlauf',
  close: 'Fenster schließen',
  newTab: 'öffnet in neuem Tab',

  status: {
    connecting: 'Verbindung wird aufgebaut …',
    assistant: 'Antwortet automatisch',
    queue: 'In der Warteschlange',
    agent: 'aus dem Kundenservice',
    closed: 'Chat beendet',
  },
  lineDown: 'Die Verbindung ist unterbrochen. Wir verbinden Sie wieder …',
  lineBack: 'Die Verbindung ist wieder da.',
  outdated: 'Dieses Chatfenster ist veraltet. Bitte laden Sie die Seite neu, der Verlauf bleibt erhalten.',
  reload: 'Seite neu laden',
  anew: 'Ihr früherer Chat ist nicht mehr verfügbar. Deshalb beginnt hier ein neuer.',

  privacy:
    'Hier antwortet ein digitaler Assistent. Holen Sie einen Menschen dazu, kann er den ganzen Chat lesen. ' +
    'Bitte keine Gesundheits- oder Bankdaten.',
  privacyLink: 'Datenschutz',

  topicHint: 'Antwortmöglichkeiten',
  chosen: 'gewählt',
  helpful: 'War das hilfreich?',
  yes: 'Ja',
  no: 'Nein',
  thanks: 'Danke für Ihre Rückmeldung.',
  undo: 'Zurücknehmen',
  masked: 'Persönliche Angaben wurden unkenntlich gemacht.',

  sending: 'Wird gesendet …',
  waiting: 'Wird gesendet, sobald die Verbindung steht.',
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

  end: 'Chat beenden',
  endShort: 'Beenden',
  endedByVisitor: 'Sie haben den Chat beendet',
  endedByTime: 'Der Chat wurde beendet, weil lange nichts geschrieben wurde',
  anewButton: 'Neuen Chat beginnen',

  announce: {
    choices: (count: number) => (count === 1 ? '1 Antwortmöglichkeit.' : `${count} Antwortmöglichkeiten.`),
    several: (count: number) => `${count} neue Nachrichten.`,
    whileClosed: 'Neue Nachricht im Chat.',
  },
} as const;

/** Why something was refused, as a sentence that says what to do. */
export function refusal({ code, ref, by }: Refused): string {
  switch (code) {
    case 'too-long':
      return 'Die Nachricht ist zu lang. Bitte kürzen Sie sie oder senden Sie sie in zwei Teilen.';
    case 'slow-down':
      return 'Das war sehr viel auf einmal. Es geht in wenigen Sekunden weiter.';
    case 'stale':
    case 'not-found':
      return 'Das ist nicht mehr möglich, weil der Chat inzwischen weitergegangen ist.';
    case 'closed':
      return 'Dieser Chat ist schon beendet. Bitte beginnen Sie einen neuen.';
    case 'blocked':
      return 'Unser Kundenservice hat diesen Chat beendet und nimmt von hier vorerst keinen neuen an. Telefonisch sind wir weiter für Sie da.';
    case 'taken':
      return by === undefined ? 'Das hat schon jemand übernommen.' : `Das hat schon ${by} übernommen.`;
    case 'not-allowed':
    case 'signed-out':
    case 'outdated':
      return 'Das ist gerade nicht möglich. Bitte laden Sie die Seite neu.';
    case 'bad-request':
      return 'Das konnten wir nicht verarbeiten. Bitte prüfen Sie Ihre Eingabe.';
    case 'at-capacity':
    case 'unavailable':
    case 'unanswered':
      return 'Unser Dienst ist gerade nicht erreichbar. Bitte versuchen Sie es gleich noch einmal.';
    case 'internal':
      return `Bei uns ist ein Fehler aufgetreten. Bitte versuchen Sie es noch einmal.${ref && ` (Kennung ${ref})`}`;
    default:
      return code satisfies never;
  }
}

/** The line in the list when somebody else speaks to the visitor from here on. */
export function ownerLine(owner: Owner, before: Owner, name: string | undefined): string {
  if (owner === 'agent') return texts.owner.joined(name ?? texts.someone);
  if (owner === 'queue') return before === 'agent' ? texts.owner.waitingAgain : texts.owner.waiting;
  return before === 'agent' ? texts.owner.left(name ?? texts.someone) : texts.owner.assistant;
}

const number = new Intl.NumberFormat('de-DE');
const time = new Intl.DateTimeFormat('de-DE', { hour: '2-digit', minute: '2-digit' });
const date = new Intl.DateTimeFormat('de-DE', { weekday: 'long', day: 'numeric', month: 'long' });

/** `3.250` */
export const inWords = (value: number): string => number.format(value);
/** `10:42` by the visitor's clock */
export const clockTime = (at: number): string => time.format(at);
/** `Montag, 23. November` */
export const dayName = (at: number): string => date.format(at);
