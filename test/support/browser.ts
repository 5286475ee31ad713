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

let shared: Promise<Browser> | undefined;

/**
 * The browser that all test files of this process use one after the other, since a start takes longer than many a
 * test; it ends with the process. Open one context per test and close it with `closeWindows`.
 */
export function sharedBrowser(): Promise<Browser> {
  shared ??= launchBrowser();
  return shared;
}

/** Ends all windows that tests have opened in the shared browser, with what they have stored. */
export async function closeWindows(): Promise<void> {
  const contexts = (await shared)?.contexts() ?? [];
  await Promise.all(contexts.map((context) => context.close()));
}

/**
 * Starts a headless Chromium: `$CHROME`, else on Linux and x64 the one from the dev dependency @sparticuz/chromium, else
 * an installed one. The dependency's comes first because it is the same everywhere and has no surface of its own, which
 * takes two thirds of what an installed one needs.
 */
export async function launchBrowser(): Promise<Browser> {
  if (process.env.CHROME) return launch(process.env.CHROME);
  if (process.platform === 'linux' && process.arch === 'x64') return launchPacked();
  const installed = findInstalled();
  if (installed) return launch(installed);
  const machine = `${process.platform}-${process.arch}`;
  throw new Error(
    `No browser comes with the tests for ${machine}: install Chromium or set CHROME to its path.`,
  );
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
