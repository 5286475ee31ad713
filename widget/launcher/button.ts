const SVG = 'http://www.w3.org/2000/svg';
const BUBBLE =
  'M20.5 11.6a8.2 8.2 0 0 1-8.5 7.9 9 9 0 0 1-3.3-.6L4 20.5l1.4-3.9a7.6 7.6 0 0 1-1.9-5A8.2 8.2 0 0 1 12 3.7a8.2 8.2 0 0 1 8.5 7.9ZM8.3 11.6h0M12 11.6h0M15.7 11.6h0';

/** The button that is all a page shows of the chat until somebody presses it. Made node by node, for Trusted Types. */
export function createButton(): HTMLButtonElement {
  const button = document.createElement('button');
  const svg = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  const badge = document.createElement('span');
  button.type = 'button';
  button.className = 'launcher';
  button.part.add('launcher');
  button.ariaHasPopup = 'dialog';
  svg.setAttribute('viewBox', '0 0 24 24');
  path.setAttribute('d', BUBBLE);
  badge.className = 'badge';
  svg.append(path);
  button.append(svg, 'Chat', badge);
  showUnread(button, 0);
  return button;
}

/** The number on the button, and its name with it. */
export function showUnread(button: HTMLButtonElement, unread: number): void {
  const words = unread === 1 ? '1 ungelesene Nachricht' : `${unread} ungelesene Nachrichten`;
  button.ariaLabel = `Chat öffnen${unread > 0 ? ` (${words})` : ''}`;
  button.lastElementChild!.textContent = unread > 0 ? `${unread}` : '';
}
