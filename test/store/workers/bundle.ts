import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const CACHE = fileURLToPath(new URL('../../../node_modules/.cache/store-workers/', import.meta.url));

/**
 * Bundles a worker into JavaScript, since the oldest Node that is supported runs no TypeScript. It lies inside
 * the repository, so that it finds the installed packages.
 * @param name File name beside this one, without its ending.
 * @returns Path of the bundle.
 */
export function bundleWorker(name: string): string {
  const outfile = `${CACHE}${name}-${process.pid}.mjs`;
  buildSync({
    entryPoints: [fileURLToPath(new URL(`./${name}.ts`, import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    // One file starts in a fraction of the time that hundreds of modules take; a native addon cannot be bundled, nor
    // CommonJS that requires Node's modules.
    external: ['better-sqlite3', 'pg'],
    logLevel: 'error',
  });
  return outfile;
}
