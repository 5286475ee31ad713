import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { listFiles } from '../files.mjs';
import { ROOT } from '../paths.mjs';
import { encode } from './compile.mjs';

const FOLDER = 'widget/demo';
const LAYOUT = `${FOLDER}/layout.html`;

/**
 * The demo portal. A page is its title and what is its own; the layout brings head, navigation and footer.
 *
 * @returns {import('./compile.mjs').Files}
 */
export function bundleDemo() {
  const files = listFiles(ROOT, FOLDER).filter((file) => file !== LAYOUT);
  return new Map(
    files.map((file) => [
      file.replace(FOLDER, 'public/demo'),
      file.endsWith('.html') ? renderPage(file) : readFileSync(ROOT + file),
    ]),
  );
}

/** @param {string} file */
function renderPage(file) {
  const [title = '', ...content] = readFileSync(ROOT + file, 'utf8')
    .trimEnd()
    .split('\n');
  const name = basename(file);
  const link = `<li><a href="/${name === 'index.html' ? '' : name}"`;
  const [nav = '', footer = ''] = readFileSync(ROOT + LAYOUT, 'utf8').split('<!-- content -->\n');
  const head = nav.replace('<!-- title -->', title).replace(`${link}>`, `${link} aria-current="page">`);
  return encode(`${head}${content.join('\n')}\n${footer}`);
}
