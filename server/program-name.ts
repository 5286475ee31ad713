import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/**
 * Name of the code that runs, for what it keeps of its work: another build, other packages or another Node give another
 * name, so that nothing is read that another program worked out.
 * @param files the built program and the list of its packages
 * @returns undefined where one of them cannot be read; then nothing should be kept
 */
export function programName(files: readonly string[]): string | undefined {
  const hash = createHash('sha256').update(`${process.version} ${process.arch}`);
  try {
    for (const file of files) hash.update(readFileSync(file));
  } catch {
    return undefined;
  }
  return hash.digest('hex').slice(0, 16);
}
