import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { ROOT } from '../paths.mjs';
import { BROWSER, compile, encode, outputFor, present, publicPath } from './compile.mjs';

/** @typedef {import('./compile.mjs').Files} Files */
/** @typedef {import('../bundle.mjs').Manifest} Manifest */

/** @returns {Promise<{ files: Files, manifest?: Manifest['console'] }>} */
export async function bundleConsole() {
  const entry = present('console/main.tsx', 'console/main.ts')[0];
  if (!entry) return { files: new Map() };
  const styles = present('console/styles.css');
  const { files, outputs } = await compile({
    ...BROWSER,
    entryPoints: [entry, ...styles].map((file) => ({ in: file, out: file.replace(/\.\w+$/, '') })),
    format: 'esm',
    splitting: true,
    entryNames: '[dir]/[name]-[hash]',
    chunkNames: 'console/[name]-[hash]',
  });
  const script = publicPath(outputFor(entry, outputs));
  const style = styles.map((file) => publicPath(outputFor(file, outputs)))[0];
  const names = new Map([[basename(entry), basename(script)]]);
  if (style) names.set('styles.css', basename(style));
  for (const page of present('console/index.html'))
    files.set('public/console/index.html', renderPage(page, names));
  return { files, manifest: { page: 'console/index.html', script, ...(style && { styles: style }) } };
}

/**
 * The page names its sources (`src="main.tsx"`), the built one what they became.
 *
 * @param {string} file
 * @param {ReadonlyMap<string, string>} names
 */
function renderPage(file, names) {
  const html = readFileSync(ROOT + file, 'utf8');
  return encode(
    html.replace(/\b(src|href)="((?:[^"]*\/)?)([^"/]+)"/g, (whole, attribute, folder, name) => {
      const built = names.get(name);
      return built ? `${attribute}="${folder}${built}"` : whole;
    }),
  );
}
