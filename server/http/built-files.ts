import { existsSync } from 'node:fs';
import express, { type Request, type Response, Router } from 'express';

/** In order of preference: Brotli is a tenth smaller. */
const ENCODINGS = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' },
] as const;

/** Slashes more than one make another address of the same file, for browsers that do not ask a failed one again. */
const FLAT_NAME = /^\/+[\w.-]+\.(js|css)$/;

export interface BuiltFiles {
  readonly folder: string;
  /** Seconds that browsers may keep a file without asking. */
  readonly maxAge: number;
  /** The names change with the content. */
  readonly immutable: boolean;
  /** Pages of other origins may load them. */
  readonly shared: boolean;
}

/** Serves a folder of scripts and styles, each as the build has compressed it if the browser takes that. */
export function builtFiles({ folder, maxAge, immutable, shared }: BuiltFiles): Router {
  const router = Router();
  router.use((request, response, next) => {
    response.vary('Accept-Encoding');
    request.url = request.url.replace(request.path, compressedPath(folder, request));
    next();
  });
  router.use(
    express.static(folder, {
      index: false,
      redirect: false,
      immutable,
      maxAge: maxAge * 1000,
      setHeaders(response, file) {
        nameEncoding(response, file);
        if (shared) shareable(response);
      },
    }),
  );
  return router;
}

function compressedPath(folder: string, request: Request): string {
  const { path } = request;
  if (!FLAT_NAME.test(path)) return path;
  const fitting = ENCODINGS.find(
    ({ name, ending }) => request.acceptsEncodings(name) && existsSync(folder + path + ending),
  );
  return path + (fitting?.ending ?? '');
}

function nameEncoding(response: Response, file: string): void {
  const encoding = ENCODINGS.find(({ ending }) => file.endsWith(ending));
  if (encoding === undefined) return;
  response.setHeader('Content-Encoding', encoding.name);
  response.type(file.slice(0, -encoding.ending.length).replace(/^.*(?=\.)/, ''));
}

function shareable(response: Response): void {
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
}
