import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { fontSettings, unpackArchive, unpackProgram } from './packed-browser.ts';

const INSTALLED = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Ours and not the package's, which turn web security off: tests of origins and policies would prove nothing. */
const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Root cannot use Chromium's sandbox.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/**
 * Starts a headless Chromium: `$CHROME`, else an installed one, else the one from the dev dependency
 * @sparticuz/chromium (Linux on x64). Start one browser per test file and one context per test.
 */
export async function launchBrowser(): Promise<Browser> {
  const installed = process.env.CHROME || findInstalled();
  return installed ? launch(installed) : launchPacked();
}

function launch(executablePath: string, env: Record<string, string> = {}): Promise<Browser> {
  return chromium.launch({ executablePath, args: FLAGS, env: { ...process.env, ...env } });
}

function findInstalled(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return INSTALLED.flatMap((name) => folders.map((folder) => join(folder, name))).find((file) =>
    existsSync(file),
  );
}

async function launchPacked(): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    const machine = `${process.platform}-${process.arch}`;
    throw new Error(
      `No browser comes with the tests for ${machine}: install Chromium or set CHROME to its path.`,
    );
  }
  const program = await unpackProgram('chromium');
  const libraries = (await starts(program))
    ? {}
    : { LD_LIBRARY_PATH: join(await unpackArchive('al2023'), 'lib') };
  return launch(program, { ...libraries, ...(await fontSettings()) });
}

/** It does not where the machine lacks NSS or expat; the package brings them. */
async function starts(program: string): Promise<boolean> {
  try {
    await promisify(execFile)(program, ['--version']);
    return true;
  } catch {
    return false;
  }
}
