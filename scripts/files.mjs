import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Files at or below `path`, sorted, as paths below `root`; none if there is nothing.
 *
 * @param {string} root ends in a slash
 * @param {string} path
 * @returns {string[]}
 */
export function listFiles(root, path) {
  const found = statSync(root + path, { throwIfNoEntry: false });
  if (!found) return [];
  if (found.isFile()) return [path];
  return readdirSync(root + path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .sort();
}
