import express, { type Express, type Response } from 'express';

const FIVE_MINUTES = 5 * 60;
const YEAR = 365 * 24 * 60 * 60;

const DEMO_CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self' ws: wss:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const CONSOLE_CSP = `${DEMO_CSP}; require-trusted-types-for 'script'; trusted-types 'none'`;

export interface PageParts {
  /** The folder that the build fills: widget.js, w/, console/, demo/. */
  readonly publicDir: string;
  readonly demo: boolean;
}

/**
 * Serves what browsers load. The widget's script has one floating address with a short cache, its chunks carry
 * their hash in the name; both may be loaded by pages of other origins.
 */
export function servePages(app: Express, { publicDir, demo }: PageParts): void {
  app.get('/widget.js', (_, response) => {
    shareable(response);
    response.set('Cache-Control', `public, max-age=${FIVE_MINUTES}`);
    response.sendFile('widget.js', { root: publicDir, cacheControl: false });
  });
  app.use(
    '/w',
    express.static(`${publicDir}/w`, {
      index: false,
      immutable: true,
      maxAge: YEAR * 1000,
      setHeaders: shareable,
    }),
  );
  app.get('/console', (_, response) => {
    response.set('Content-Security-Policy', CONSOLE_CSP);
    response.set('Cache-Control', 'no-store');
    response.sendFile('index.html', { root: `${publicDir}/console`, cacheControl: false });
  });
  app.use(
    '/console',
    express.static(`${publicDir}/console`, { index: false, immutable: true, maxAge: YEAR * 1000 }),
  );
  if (demo)
    app.use(
      express.static(`${publicDir}/demo`, {
        setHeaders: (response) => response.setHeader('Content-Security-Policy', DEMO_CSP),
      }),
    );
}

function shareable(response: Response): void {
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
}

/** Headers that every answer carries. */
export function hardenHeaders(app: Express): void {
  app.disable('x-powered-by');
  app.use((_, response, next) => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Referrer-Policy', 'no-referrer');
    next();
  });
}
