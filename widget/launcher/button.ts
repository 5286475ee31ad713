const SVG = 'http://www.w3.org/2000/svg';
const BUBBLE = 'M5.4 16.6a8.2 8.2 0 1 1 3.3 2.3L4 20.5ZM8.3 11.6h0m3.7 0h0m3.7 0h0';

/** The button that is all a page shows of the chat until somebody presses it. Made node by node, for Trusted Types. */
export function createButton(): HTMLButtonElement {
  const button = document.createElement('button');
  const svg = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  const badge = document.createElement('span');
  button.className = 'launcher';
  button.part = 'launcher';
  button.ariaHasPopup = 'dialog';
  svg.setAttribute('viewBox', '0 0 24 24');
  path.setAttribute('d', BUBBLE);
  badge.className = 'badge';
  svg.append(path);
  button.append(svg, 'Chat', badge);
  return button;
}
