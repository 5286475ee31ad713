import { expect, it } from 'vitest';
import { launcherLabel } from '../../widget/launcher-label.ts';

it.each([
  [0, 'Chat öffnen', 'Open chat'],
  [1, 'Chat öffnen (1 ungelesene Nachricht)', 'Open chat (1 unread message)'],
  [2, 'Chat öffnen (2 ungelesene Nachrichten)', 'Open chat (2 unread messages)'],
])('names the button with %d unread', (unread, german, english) => {
  expect([launcherLabel(unread, 'de'), launcherLabel(unread, 'en')]).toEqual([german, english]);
});
