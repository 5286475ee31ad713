import type { Owner } from '../protocol/conversation.ts';
import type { Refused } from './shared/connection.ts';

/** The window's own labels. What the assistant says stands in `knowledge/`. */
export const texts = {
  title: 'Digitaler Assistent',
  assistant: 'Digitaler Assistent',
  you: 'Sie',
  log: 'Gesprächsverlauf',
  close: 'Fenster schließen',
  newTab: 'öffnet in neuem Tab',

  status: {
    connecting: 'Verbindung wird aufgebaut …',
    assistant: 'Antwortet automatisch',
    queue: 'Sie warten auf einen Menschen',
    agent: 'Mensch aus dem Kundenservice',
    closed: 'Gespräch beendet',
  },
  lineDown: 'Die Verbindung ist unterbrochen. Wir verbinden Sie wieder …',
  lineBack: 'Die Verbindung ist wieder da.',
  outdated: 'Dieses Chatfenster ist veraltet. Bitte laden Sie die Seite neu, Ihr Gespräch bleibt erhalten.',
  reload: 'Seite neu laden',
  anew: 'Ihr früheres Gespräch ist nicht mehr verfügbar. Wir beginnen deshalb ein neues.',

  privacy:
    'Hier antwortet zuerst ein digitaler Assistent: automatisch und nur mit geprüften Texten. ' +
    'Sprechen Sie mit einem Menschen, kann unser Kundenservice das ganze Gespräch lesen. ' +
    'Bitte schreiben Sie keine Gesundheits- oder Bankdaten.',
  privacyLink: 'Hinweise zum Datenschutz',

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
  backAt: (opening: string) => `Unser Kundenservice ist wieder da: ${opening}.`,
  queueNext: 'Sie sind als Nächstes an der Reihe.',
  queuePlace: (place: number) => `Sie sind Nummer ${place} in der Warteschlange.`,
  queueMeanwhile: 'Bis dahin antwortet der Assistent weiter.',
  leaveQueue: 'Warteschlange verlassen',
  withAgent: (name: string) => `Sie sprechen mit ${name}.`,

  owner: {
    joined: (name: string) => `${name} ist jetzt im Chat`,
    waiting: 'Sie warten auf einen Menschen',
    waitingAgain: 'Sie warten wieder auf einen Menschen',
    left: (name: string) => `Der Chat mit ${name} ist beendet`,
    assistant: 'Sie warten nicht mehr auf einen Menschen',
  },
  someone: 'Kundenservice',

  rate: {
    ask: 'Wie zufrieden waren Sie mit dem Chat?',
    askAbout: (name: string) => `Wie zufrieden waren Sie mit dem Chat mit ${name}?`,
    optional: 'Freiwillig. 1 Stern heißt gar nicht, 5 Sterne heißen sehr zufrieden.',
    star: (stars: number) => (stars === 1 ? '1 Stern' : `${stars} Sterne`),
    send: 'Bewertung senden',
    missing: 'Bitte wählen Sie zuerst 1 bis 5 Sterne.',
    thanks: (stars: number) => `Ihre Bewertung: ${stars} von 5 Sternen. Vielen Dank.`,
  },

  form: {
    title: 'Nachricht hinterlassen',
    intro:
      'Schreiben Sie uns, worum es geht. Unser Kundenservice liest auch das bisherige Gespräch und meldet sich bei Ihnen.',
    back: 'Zurück zum Chat',
    text: 'Ihr Anliegen',
    contact: 'Wie erreichen wir Sie?',
    contactHint: 'Eine der beiden Angaben genügt.',
    email: 'E-Mail-Adresse',
    emailHint: 'zum Beispiel name@beispiel.de',
    phone: 'Telefonnummer',
    phoneHint: 'zum Beispiel 089 1234567',
    submit: 'Nachricht senden',
    sending: 'Ihre Nachricht wird gesendet …',
    errors: {
      text: 'Bitte schreiben Sie, worum es geht.',
      tooLong: (most: string) => `Bitte kürzen Sie den Text auf höchstens ${most} Zeichen.`,
      contact: 'Bitte geben Sie eine E-Mail-Adresse oder eine Telefonnummer an.',
      email: 'Diese E-Mail-Adresse ist nicht vollständig. Sie sieht aus wie name@beispiel.de.',
      phone: 'Diese Telefonnummer können wir nicht lesen. Bitte schreiben Sie sie wie 089 1234567.',
    },
    failed: 'Ihre Nachricht konnte nicht gesendet werden.',
    reopen: 'Nachricht bearbeiten',
    filed: 'Ihre Nachricht ist bei uns angekommen',
    reference: 'Vorgangsnummer',
    answerBy: 'Antwort bis',
    keep: 'Bitte notieren Sie sich die Vorgangsnummer für Rückfragen.',
  },

  end: {
    button: 'Gespräch beenden',
    ask: 'Gespräch beenden?',
    explain: 'Sie können danach nicht mehr darauf antworten, aber jederzeit ein neues Gespräch beginnen.',
    explainQueue: 'Sie verlassen damit auch die Warteschlange.',
    confirm: 'Beenden',
    cancel: 'Weiter chatten',
    byVisitor: 'Sie haben das Gespräch beendet',
    byTime: 'Das Gespräch wurde beendet, weil lange nichts geschrieben wurde',
    anew: 'Neues Gespräch beginnen',
  },

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
      return 'Das ist nicht mehr möglich, weil das Gespräch inzwischen weitergegangen ist.';
    case 'closed':
      return 'Dieses Gespräch ist schon beendet. Bitte beginnen Sie ein neues.';
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
