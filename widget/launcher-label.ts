import type { Language } from './package/api.ts';

/** The name of the launcher's button, with what waits behind it. The launcher itself knows it without a number only. */
export function launcherLabel(unread: number, language: Language): string {
  const words = language === 'en' ? english : german;
  return words.open + (unread === 0 ? '' : ` (${unread === 1 ? words.one : words.many(unread)})`);
}

const german = {
  open: 'Chat öffnen',
  one: '1 ungelesene Nachricht',
  many: (unread: number) => `${unread} ungelesene Nachrichten`,
};

const english = {
  open: 'Open chat',
  one: '1 unread message',
  many: (unread: number) => `${unread} unread messages`,
};
