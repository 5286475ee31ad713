import { texts } from '../texts.ts';

const german = {
  title: 'Ihre Daten',
  takeWhy: 'Alles, was zu diesem Chat gespeichert ist: Verlauf, Angaben, Anfragen und Bewertungen.',
  asText: 'Als Text herunterladen',
  asJson: 'Als JSON herunterladen',
  file: 'chat-daten',
  remember: 'Verlauf auf diesem Gerät merken',
  rememberWhy:
    'Sonst vergisst dieser Browser den Chat, wenn Sie die Seite schließen. Gemerkt wird er bis zu 30 Tage. Bitte nur auf einem Gerät, das Sie allein benutzen.',
  erase: 'Chat löschen',
  eraseWhy: (days: number | undefined) =>
    days === undefined
      ? 'Sie können diesen Chat jederzeit löschen.'
      : `Wir löschen diesen Chat spätestens ${days} Tage nach dem letzten Eintrag. Sie können das auch gleich tun.`,
  ask: 'Chat endgültig löschen?',
  gone: 'Gelöscht werden alle Nachrichten, Ihre Angaben, hinterlassene Anfragen mit Ihren Kontaktdaten und Ihre Bewertungen, auch bei uns. Eine offene Anfrage wird dann nicht mehr beantwortet. Das lässt sich nicht rückgängig machen.',
  cancel: 'Nicht löschen',
  confirm: 'Endgültig löschen',
  erased: 'Ihr Chat wurde gelöscht.',
  held: 'Dieser Chat muss noch aufbewahrt werden. Bitte wenden Sie sich an unseren Kundenservice.',
};

type DataTexts = typeof german;

const english: DataTexts = {
  title: 'Your data',
  takeWhy: 'Everything that is stored about this chat: messages, details, requests and ratings.',
  asText: 'Download as text (German)',
  asJson: 'Download as JSON',
  file: 'chat-data',
  remember: 'Remember this chat on this device',
  rememberWhy:
    'Otherwise this browser forgets the chat when you close the page. It is remembered for up to 30 days. Please use this only on a device of your own.',
  erase: 'Delete chat',
  eraseWhy: (days) =>
    days === undefined
      ? 'You can delete this chat at any time.'
      : `We delete this chat at the latest ${days} days after its last entry. You can also do so now.`,
  ask: 'Delete chat for good?',
  gone: 'All messages, your details, requests with your contact details and your ratings will be deleted, on our side too. An open request will not be answered any more. This cannot be undone.',
  cancel: 'Do not delete',
  confirm: 'Delete for good',
  erased: 'Your chat was deleted.',
  held: 'This chat must still be kept. Please contact our customer service.',
};

export const dataTexts = (): DataTexts => (texts.language === 'en' ? english : german);
