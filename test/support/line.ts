import type { Page, WebSocketRoute } from 'playwright-core';

/** A page's line to its server, which a test can hold. */
export interface Line {
  /** Ends the connection; a new one is neither opened nor refused until the line is let go. */
  hold(): Promise<void>;
  letGo(): void;
}

/** Stands between a page and its server. Call it before the page is loaded. */
export async function betweenLines(page: Page): Promise<Line> {
  let held = false;
  const open = new Set<WebSocketRoute>();
  await page.routeWebSocket(/socket\.io/, (line) => {
    if (held) return;
    line.connectToServer();
    open.add(line);
  });
  return {
    async hold() {
      held = true;
      await Promise.all([...open].map((line) => line.close()));
      open.clear();
    },
    letGo() {
      held = false;
    },
  };
}
