const SVG = 'http://www.w3.org/2000/svg';
const BUBBLE =
  'M20.5 11.6a8.2 8.2 0 0 1-8.5 7.9 9 9 0 0 1-3.3-.6L4 20.5l1.4-3.9a7.6 7.6 0 0 1-1.9-5A8.2 8.2 0 0 1 12 3.7a8.2 8.2 0 0 1 8.5 7.9Z M8.3 11.6h.01M12 11.6h.01M15.7 11.6h.01';
const count = new Intl.PluralRules('de');

export interface Button {
  readonly element: HTMLButtonElement;
  setOpen(open: boolean): void;
  setBusy(busy: boolean): void;
  setUnread(unread: number): void;
}

/** The round button that is all a page shows of the chat until somebody presses it. Built node by node, for Trusted Types. */
export function createButton(): Button {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = 'launcher';
  element.part.add('launcher');
  element.ariaHasPopup = 'dialog';
  const badge = document.createElement('span');
  badge.className = 'badge';
  element.append(icon(), 'Chat', badge);
  const button: Button = {
    element,
    setOpen: (open) => {
      element.ariaExpanded = String(open);
    },
    setBusy: (busy) => {
      element.ariaBusy = String(busy);
    },
    setUnread: (unread) => {
      badge.textContent = unread > 0 ? String(unread) : '';
      element.ariaLabel = `Chat öffnen${unread > 0 ? ` (${unreadWords(unread)})` : ''}`;
    },
  };
  button.setOpen(false);
  button.setUnread(0);
  return button;
}

function unreadWords(unread: number): string {
  return `${unread} ungelesene ${count.select(unread) === 'one' ? 'Nachricht' : 'Nachrichten'}`;
}

function icon(): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.ariaHidden = 'true';
  path.setAttribute('d', BUBBLE);
  svg.append(path);
  return svg;
}
