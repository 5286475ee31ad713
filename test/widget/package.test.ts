import { execFile } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { beforeAll, expect, it } from 'vitest';
import { ensureBuilt } from '../../scripts/build.mjs';
import { makeFolder } from '../scripts/folder.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
const PACKAGE = `${ROOT}dist/widget-package`;

const PAGE = `
import { load, type LotseElement } from 'lotse-widget';

export async function help(): Promise<() => void> {
  const chat: LotseElement = await load({ server: 'https://chat.example', lang: 'de', privacyUrl: '/datenschutz' });
  chat.setData({ name: 'Erika', Vertrag: 'A1', Punkte: 3250 });
  chat.ask('Verfallen meine Punkte?');
  // @ts-expect-error There is no such event.
  chat.on('opened', () => {});
  // @ts-expect-error The event of a reply says how it came and not what it was.
  chat.on('received', ({ detail }) => detail.text);
  return chat.on('unread', ({ detail }) => { document.title = String(detail.unread) });
}
`;

/** A portal's project with the package installed. */
function makeProject(): string {
  const folder = makeFolder({ 'page.ts': PAGE, 'node_modules/.keep': '' });
  symlinkSync(PACKAGE, `${folder}node_modules/lotse-widget`);
  return folder;
}

beforeAll(() => ensureBuilt(), 60_000);

it('[E7] is one small module that a bundler takes in, of the version of this program', async () => {
  const folder = makeProject();
  const { outputFiles } = await build({
    entryPoints: [`${folder}page.ts`],
    bundle: true,
    write: false,
    format: 'esm',
    minify: true,
    logLevel: 'silent',
  });
  expect(outputFiles[0]!.contents.length).toBeLessThan(1_500);
  expect(outputFiles[0]!.text).toContain('/widget.js');
  const versions = [PACKAGE, ROOT].map(
    (at) => JSON.parse(readFileSync(`${at}/package.json`, 'utf8')).version,
  );
  expect(versions[0]).toBe(versions[1]);
});

it('[E7] has types that allow what there is and nothing else', async () => {
  const folder = makeProject();
  const options = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'esnext'];
  const tsc = promisify(execFile)(
    `${ROOT}node_modules/.bin/tsc`,
    [...options, '--moduleResolution', 'bundler', '--lib', 'es2022,dom', '--types', '', `${folder}page.ts`],
    { cwd: folder },
  );
  await expect(tsc).resolves.toMatchObject({ stdout: '' });
});
