const COLORS = { calm: '#0c5c6b', waiting: '#b3261e', unread: '#8a5a00' } as const;

/** Draws the tab's icon: the mark, or a number on a colour that stands out among tabs. */
export function drawFavicon(mood: keyof typeof COLORS, count: number): void {
  const link = document.querySelector<HTMLLinkElement>('#favicon');
  if (link) link.href = `data:image/svg+xml,${encodeURIComponent(picture(COLORS[mood], count))}`;
}

function picture(color: string, count: number): string {
  const label = count > 9 ? '9+' : String(count);
  const content =
    count === 0
      ? '<path d="M11 8v16h11" fill="none" stroke="white" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/>'
      : `<text x="16" y="23" font-family="system-ui, sans-serif" font-size="20" font-weight="700" fill="white" text-anchor="middle">${label}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="${color}"/>${content}</svg>`;
}
