/*
 * Entry of every npm script: `node scripts/run.mjs <command> [arguments]`. It works on a checkout where nothing is
 * installed. This file keeps to syntax that old versions of Node read, so that they can say that they are too old;
 * everything else is loaded after that check.
 */
import { readFileSync } from 'node:fs';

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const oldest = String(manifest.engines.node).replace('>=', '');

if (process.versions.node.localeCompare(oldest, 'en', { numeric: true }) < 0) {
  const { node } = process.versions;
  console.error(`Node.js ${node} is too old: install Node.js ${oldest} or newer and try again.`);
  process.exitCode = 1;
} else {
  import('./commands.mjs')
    .then((commands) => commands.run(process.argv[2], process.argv.slice(3)))
    .catch((error) => {
      console.error(error.name === 'SetupError' ? error.message : error);
      process.exit(1);
    });
}
