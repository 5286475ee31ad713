import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/*
 * Imports point from what changes for technical reasons to what changes for subject reasons, never back. Paths are
 * folders or files without extension; the longest that fits a file is its rule, and its own folder is always allowed.
 */

/** Small files at the top of server/ that know nothing of the folders. */
const HELPERS = [
  'server/addresses',
  'server/clock',
  'server/config',
  'server/cookies',
  'server/identity',
  'server/ids',
  'server/limits',
  'server/log',
  'server/origins',
  'server/refusal',
  'server/request-error',
  'server/startup-error',
];

/** What browsers run of the protocol: nothing that would bring zod along. */
const FOR_BROWSERS = ['protocol/constants', 'protocol/plain-text'];

/** What the code of a folder may import from the other folders. */
const FOLDERS: Record<string, readonly string[]> = {
  protocol: [],
  'server/language': [],
  'server/hours': [],
  'server/knowledge': ['server/language', 'server/hours', 'protocol', ...HELPERS],
  'server/dialogue': ['server/knowledge', 'server/hours', 'protocol'],
  'server/store': ['server/dialogue/state', 'protocol', ...HELPERS],
  'server/cluster': ['protocol', ...HELPERS],
  'server/chat': [
    'server/dialogue',
    'server/knowledge',
    'server/language',
    'server/hours',
    'server/store',
    'server/cluster',
    'protocol',
    ...HELPERS,
  ],
  'server/socket': ['server/chat', 'server/cluster', 'protocol', ...HELPERS],
  'server/http': ['server/chat', 'protocol', ...HELPERS],
  ...Object.fromEntries(HELPERS.map((helper) => [helper, ['protocol', ...HELPERS]])),
  // main and app join everything.
  server: ['server', 'protocol'],
  widget: FOR_BROWSERS,
  console: [...FOR_BROWSERS, 'widget/shared'],
  scripts: ['server', 'protocol'],
  'scripts/bench': ['server', 'protocol', 'scripts', 'test/support/postgres', 'widget/shared/backoff'],
};

/** A browser pays for what it runs, not for types: of the protocol it takes any type. */
const TYPES: Record<string, readonly string[]> = { widget: ['protocol'], console: ['protocol'] };

/** The only places that may import a package; node: stands for all of Node's modules. */
const PACKAGES: Record<string, readonly string[]> = {
  'node:': ['server', 'scripts'],
  natural: ['server/language/stem'],
  minisearch: ['server/knowledge', 'scripts/bench'],
  marked: ['server/knowledge'],
  'linkify-it': ['server/knowledge'],
  yaml: ['server/knowledge'],
  feiertagejs: ['server/hours'],
  jose: ['server/identity'],
  zod: ['protocol', 'server', 'scripts'],
  kysely: ['server/store'],
  'better-sqlite3': ['server/store', 'scripts/bench'],
  pg: ['server/store', 'server/cluster'],
  express: ['server/http', 'server/app'],
  'prom-client': ['server/metrics'],
  'socket.io': ['server/socket', 'server/app', 'scripts/bench'],
  'socket.io-client': [],
  preact: ['widget', 'console'],
};

/** Folders without Node's modules, whatever their parents may. */
const PURE = ['protocol', 'server/language', 'server/hours', 'server/dialogue'];

const ROOT = fileURLToPath(new URL('../', import.meta.url));

interface Import {
  readonly from: string;
  readonly to: string;
  readonly local: boolean;
  readonly typeOnly: boolean;
}

const isWithin = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`);
const isAnyOf = (path: string, folders: readonly string[]) =>
  folders.some((folder) => isWithin(path, folder));
const withoutExtension = (path: string) => path.replace(/\.tsx?$/, '');

const files = ['protocol', 'server', 'widget', 'console', 'scripts'].flatMap((folder) =>
  readdirSync(ROOT + folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => posix.join(folder, name)),
);
const sources = new Map(files.map((file) => [withoutExtension(file), readFileSync(ROOT + file, 'utf8')]));

function importsOf(from: string, source: string): Import[] {
  const statements = [...source.matchAll(/^(?:import|export)\s+(type\s)?(?:[^'"`;]*?\sfrom\s+)?'([^']+)'/gm)];
  const calls = [...source.matchAll(/(typeof\s+)?\bimport\('([^']+)'\)/g)];
  return [...statements, ...calls].map(([, type, name = '']) => {
    const local = name.startsWith('.');
    const to = local ? withoutExtension(posix.join(from, '..', name)) : name;
    return { from, to, local, typeOnly: type !== undefined };
  });
}

const imports = [...sources].flatMap(([file, source]) => importsOf(file, source));
const ours = imports.filter(({ local }) => local);
const packages = imports.filter(({ local }) => !local);
const show = ({ from, to }: Import) => `${from} imports ${to}`;

function breaksFolderRule({ from, to, typeOnly }: Import): boolean {
  const home = Object.keys(FOLDERS)
    .filter((folder) => isWithin(from, folder))
    .reduce((longest, folder) => (folder.length > longest.length ? folder : longest));
  const allowed = [...FOLDERS[home]!, ...(typeOnly ? (TYPES[home] ?? []) : [])];
  return !isWithin(to, home) && !isAnyOf(to, allowed);
}

function breaksPackageRule({ from, to }: Import): boolean {
  const rule = Object.keys(PACKAGES).find((name) =>
    name === 'node:' ? to.startsWith(name) : isWithin(to, name),
  );
  if (rule === undefined) return true;
  return !isAnyOf(from, PACKAGES[rule]!) || (rule === 'node:' && isAnyOf(from, PURE));
}

const codeOf = (source: string) => source.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
const filesWith = (pattern: RegExp, folder = '') =>
  [...sources]
    .filter(([file, source]) => file.startsWith(folder) && pattern.test(codeOf(source)))
    .map(([file]) => file);

describe('the architecture', () => {
  it('reads the imports that it judges', () => {
    expect(imports.length).toBeGreaterThan(sources.size);
    expect(ours.length).toBeGreaterThan(packages.length);
  });

  it('lets a folder import only what its rule names', () => {
    expect(ours.filter(breaksFolderRule).map(show)).toEqual([]);
  });

  it('keeps each package where it belongs', () => {
    expect(packages.filter(breaksPackageRule).map(show)).toEqual([]);
  });

  it('keeps zod in the dialogue to its stored state, and natural to its German stemmer', () => {
    const zod = packages.filter(({ from, to }) => isWithin(from, 'server/dialogue') && to === 'zod');
    expect(zod.map(({ from }) => from)).toEqual(['server/dialogue/state']);
    const natural = packages.filter(({ to }) => isWithin(to, 'natural'));
    expect(natural.map(({ to }) => to)).toEqual(['natural/lib/natural/stemmers/porter_stemmer_de.js']);
  });

  it('keeps what browsers run of the protocol free of imports', () => {
    const running = imports.filter(({ from, typeOnly }) => FOR_BROWSERS.includes(from) && !typeOnly);
    expect(running.map(show)).toEqual([]);
  });

  it('keeps time, chance and waiting out of the dialogue', () => {
    const impure = /\b(async|await|Promise|Date\.now|new Date|Math\.random|setTimeout|setInterval|process)\b/;
    expect(filesWith(impure, 'server/dialogue/')).toEqual([]);
  });

  it('listens to the events of sockets in one place', () => {
    expect(filesWith(/\b[sS]ocket\.(on|onAny|addListener|once(?!\('disconnect'))\(/, 'server/')).toEqual([
      'server/socket/serve',
    ]);
  });

  it('knows nothing of seeded bugs: they are parts of the tests', () => {
    expect([...sources].filter(([, source]) => /sabot/i.test(source)).map(([file]) => file)).toEqual([]);
  });
});
