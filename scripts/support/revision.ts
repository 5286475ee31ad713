import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A temporary copy of a folder as it was. */
export interface FormerFolder {
  readonly dir: string;
  remove(): void;
}

/**
 * Lays out a folder as it stood in another revision of its git repository.
 *
 * @param dir the folder as it is now
 * @param revision anything that git understands: `HEAD`, `HEAD~3`, a tag, a branch
 * @throws Error in German when there is no repository or no such revision
 */
export function folderAt(dir: string, revision: string): FormerFolder {
  const archive = spawnSync('git', ['-C', dir, 'archive', '--format=tar', revision, '.'], {
    maxBuffer: 256 * 1024 * 1024,
  });
  if (archive.status !== 0) {
    const why = archive.error?.message ?? archive.stderr.toString().trim();
    throw new Error(
      `Den Stand „${revision}“ von ${dir} gibt es nicht (${why}). Nennen Sie einen, den „git log“ zeigt.`,
    );
  }
  const copy = mkdtempSync(join(tmpdir(), 'lotse-former-'));
  const former = { dir: copy, remove: () => rmSync(copy, { recursive: true, force: true }) };
  const unpacked = spawnSync('tar', ['-x', '-C', copy], { input: archive.stdout });
  if (unpacked.status === 0) return former;
  former.remove();
  throw new Error(
    `Der Stand „${revision}“ ließ sich nicht entpacken: ${unpacked.stderr?.toString() ?? 'tar fehlt'}.`,
  );
}
