import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';

/*
 * The dev dependency @sparticuz/chromium carries a compressed Chromium, and libraries and a font for machines
 * without. They are unpacked into node_modules/.cache once. The package's own unpacking writes in place, where a
 * second process finds a half-written program (ETXTBSY); here everything gets its name when it is complete.
 */

const PACKAGE = fileURLToPath(new URL('../../node_modules/@sparticuz/chromium/', import.meta.url));
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/lotse-browser/', import.meta.url));

/** @returns path of the program */
export function unpackProgram(name: string): Promise<string> {
  return once(name, (target) => decompress(`${name}.br`, target));
}

/** @returns path of the folder that the archive was unpacked into */
export function unpackArchive(name: string): Promise<string> {
  return once(name, async (target) => {
    mkdirSync(target);
    const archive = `${target}.tar`;
    await decompress(`${name}.tar.br`, archive);
    await promisify(execFile)('tar', ['-xf', archive, '--no-same-owner', '-C', target]);
    rmSync(archive);
  });
}

/** Environment that adds the package's Open Sans to the machine's fonts: without any, pages stay empty. */
export async function fontSettings(): Promise<Record<string, string>> {
  const folder = await unpackArchive('fonts');
  const file = await once('fonts.conf', (target) => writeFile(target, fontConfiguration(folder)));
  return { FONTCONFIG_FILE: file };
}

function fontConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${join(folder, 'fonts')}</dir>
  <cachedir>${join(CACHE, 'font-cache')}</cachedir>
</fontconfig>
`;
}

/** Makes `name` in the cache unless it is there; whoever is first wins, all others use what is there. */
async function once(name: string, make: (target: string) => Promise<void>): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as { version: string };
  const target = join(CACHE, version, name);
  if (existsSync(target)) return target;
  mkdirSync(join(CACHE, version), { recursive: true });
  const fresh = `${target}.${randomUUID()}`;
  await make(fresh);
  try {
    renameSync(fresh, target);
  } catch (error) {
    // A folder does not replace a full folder: another process was first.
    if (!existsSync(target)) throw error;
    rmSync(fresh, { recursive: true });
  }
  return target;
}

async function decompress(file: string, target: string): Promise<void> {
  const source = createReadStream(join(PACKAGE, 'bin', file));
  await pipeline(source, createBrotliDecompress(), createWriteStream(target, { mode: 0o755 }));
}
