import express, { type Express } from 'express';
import { builtFiles } from './built-files.ts';

const FIVE_MINUTES = 5 * 60;
const YEAR = 365 * 24 * 60 * 60;

/** Of our own pages, the console and the demo portal. `'self'` stands for the WebSocket of the same host too (CSP 3). */
const PAGE_CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** Of everything else: nobody is to show it as a page. */
const ANSWER_CSP = "default-src 'none'; frame-ancestors 'none'; sandbox";

const PAGE_HEADERS = {
  'Content-Security-Policy': PAGE_CSP,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
};

export interface PageParts {
  /** The folder that the build fills: widget.js, w/, console/, demo/. */
  readonly publicDir: string;
  readonly demo: boolean;
}

/**
 * Serves what browsers load. The widget's script has one floating address with a short cache and an ETag, its chunks
 * carry their hash in the name; both may be loaded by pages of other origins, isolated ones (COEP) too.
 */
export function servePages(app: Express, { publicDir, demo }: PageParts): void {
  const hashed = { maxAge: YEAR, immutable: true };
  const floating = builtFiles({ folder: publicDir, maxAge: FIVE_MINUTES, immutable: false, shared: true });
  app.get('/widget.js', floating);
  app.use('/w', builtFiles({ folder: `${publicDir}/w`, ...hashed, shared: true }));
  app.get('/console', (_, response) => {
    response.set(PAGE_HEADERS);
    response.set('Cache-Control', 'no-store');
    response.sendFile('index.html', { root: `${publicDir}/console`, cacheControl: false });
  });
  app.use('/console', builtFiles({ folder: `${publicDir}/console`, ...hashed, shared: false }));
  if (demo)
    app.use(
      express.static(`${publicDir}/demo`, {
        setHeaders(response) {
          for (const [name, value] of Object.entries(PAGE_HEADERS)) response.setHeader(name, value);
        },
      }),
    );
}

/** Headers that every answer carries. */
export function hardenHeaders(app: Express): void {
  app.disable('x-powered-by');
  app.use((_, response, next) => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Referrer-Policy', 'no-referrer');
    response.setHeader('Content-Security-Policy', ANSWER_CSP);
    response.setHeader('X-Frame-Options', 'DENY');
    response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
    next();
  });
}
