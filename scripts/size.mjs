import { readFileSync, statSync } from 'node:fs';
import { ensureBuilt } from './build.mjs';
import { DIST } from './paths.mjs';

/**
 * Prints what a visitor's browser loads, in bytes as they are served with gzip: the launcher with every page, the chat with the first
 * click, the lazy rest once the window is open, the page of the visitor's own data when it is opened.
 *
 * @param {string[]} args `--json` for one JSON object
 */
export async function size(args) {
  await ensureBuilt();
  const sizes = measure(`${DIST}public/`);
  if (args.includes('--json')) console.log(JSON.stringify(sizes));
  else
    for (const [name, bytes] of Object.entries(sizes))
      console.log(`${name.padEnd(10)}${(bytes / 1000).toFixed(2)} kB`);
}

/** @param {string} folder the built public folder */
export function measure(folder) {
  /** @type {import('./bundle.mjs').Manifest} */
  const { widget, chat } = JSON.parse(readFileSync(`${folder}manifest.json`, 'utf8'));
  /** @param {readonly string[]} files */
  const sum = (files) => files.reduce((total, file) => total + statSync(`${folder}${file}.gz`).size, 0);
  const lazy = chat?.lazy ?? [];
  /** @param {string} file */
  const isData = (file) => file.includes('/data-');
  return {
    launcher: sum(widget ? [widget] : []),
    chat: sum(chat ? [chat.entry, ...chat.static] : []),
    lazy: sum(lazy.filter((file) => !isData(file))),
    data: sum(lazy.filter(isData)),
  };
}
