import { existsSync, rmSync, statSync, utimesSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fingerprint, isStale, publish } from '../../scripts/build.mjs';
import { listFiles } from '../../scripts/files.mjs';
import { makeFolder, put } from './folder.ts';

const SOURCES = { 'server/main.ts': 'a', 'widget/loader.ts': 'b', 'package.json': '{}', 'docs/spec.md': 'c' };
const filesOf = (names: Record<string, string>) =>
  new Map(Object.entries(names).map(([name, text]) => [name, new TextEncoder().encode(text)]));

function makeBuilt() {
  const root = makeFolder(SOURCES);
  const dist = `${root}dist/`;
  publish(filesOf({ 'server/main.js': 'a' }), fingerprint(root), dist);
  return { root, dist };
}

describe('a build', () => {
  it('is stale before the first and not after it', () => {
    const root = makeFolder(SOURCES);
    expect(isStale(root, `${root}dist/`)).toBe(true);
    const built = makeBuilt();
    expect(isStale(built.root, built.dist)).toBe(false);
  });

  it.each<[string, (root: string) => void]>([
    ['written', (root) => put(`${root}server/main.ts`, 'aa')],
    ['written at the same length', (root) => utimesSync(`${root}server/main.ts`, 1, 1)],
    ['added', (root) => put(`${root}server/http/pages.ts`, '')],
    ['removed', (root) => rmSync(`${root}widget/loader.ts`)],
  ])('is stale when a source was %s', (_, change) => {
    const { root, dist } = makeBuilt();
    change(root);
    expect(isStale(root, dist)).toBe(true);
  });

  it('is not stale when something else was written', () => {
    const { root, dist } = makeBuilt();
    put(`${root}docs/spec.md`, 'd');
    expect(isStale(root, dist)).toBe(false);
  });

  it('is stale when a part of it is gone', () => {
    const { root, dist } = makeBuilt();
    rmSync(`${dist}server/main.js`);
    expect(isStale(root, dist)).toBe(true);
  });
});

describe('publishing', () => {
  it('leaves what has not changed untouched, so that a running server is not disturbed', () => {
    const { root, dist } = makeBuilt();
    const before = statSync(`${dist}server/main.js`).ino;
    publish(filesOf({ 'server/main.js': 'a' }), fingerprint(root), dist);
    expect(statSync(`${dist}server/main.js`).ino).toBe(before);
    publish(filesOf({ 'server/main.js': 'b' }), fingerprint(root), dist);
    expect(statSync(`${dist}server/main.js`).ino).not.toBe(before);
  });

  it('takes away what the sources no longer make', () => {
    const { root, dist } = makeBuilt();
    publish(filesOf({ 'server/other.js': 'a' }), fingerprint(root), dist);
    expect(listFiles(dist, '')).toEqual(['.stamp.json', 'server/other.js']);
  });

  it('keeps replaced bundles for pages that are open, but not for ever', () => {
    const { root, dist } = makeBuilt();
    const bundle = (n: number) => `public/w/chat-AAAAAAA${n}.js`;
    for (const n of [0, 1, 2, 3, 4, 5, 6, 7, 8])
      publish(filesOf({ [bundle(n)]: '' }), fingerprint(root), dist);
    expect([2, 3, 7, 8].map((n) => existsSync(dist + bundle(n)))).toEqual([true, true, true, true]);
    expect(existsSync(dist + bundle(1))).toBe(false);
    publish(filesOf({ [bundle(3)]: '' }), fingerprint(root), dist);
    expect(existsSync(dist + bundle(3))).toBe(true);
  });
});
