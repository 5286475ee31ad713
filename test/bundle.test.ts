import { readFileSync } from 'node:fs';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../scripts/build.mjs';
import { measure } from '../scripts/size.mjs';

const PUBLIC = new URL('../dist/public/', import.meta.url).pathname;

interface Manifest {
  readonly widget: string;
  readonly chat: { readonly entry: string; readonly static: string[]; readonly lazy: string[] };
}

let manifest: Manifest;

beforeAll(async () => {
  await ensureBuilt();
  manifest = JSON.parse(readFileSync(`${PUBLIC}manifest.json`, 'utf8'));
}, 60_000);

/** The files that a bundle was made of. */
const sources = (file: string): string[] => JSON.parse(readFileSync(`${PUBLIC}${file}.map`, 'utf8')).sources;

describe('what a visitor’s browser loads, in bytes after gzip', () => {
  it.each([
    ['launcher', 2_500],
    ['chat', 30_000],
    ['lazy', 10_000],
    ['data', 3_000],
  ] as const)('%s stays within %d', (part, most) => {
    expect(measure(PUBLIC)[part]).toBeGreaterThan(0);
    expect(measure(PUBLIC)[part]).toBeLessThanOrEqual(most);
  });

  it('is what is served: every script lies there compressed, with the content that it says', () => {
    const { widget, chat } = manifest;
    for (const file of [widget, chat.entry, ...chat.static, ...chat.lazy]) {
      const plain = readFileSync(PUBLIC + file);
      expect(gunzipSync(readFileSync(`${PUBLIC}${file}.gz`)).equals(plain)).toBe(true);
      expect(brotliDecompressSync(readFileSync(`${PUBLIC}${file}.br`)).equals(plain)).toBe(true);
    }
  });

  it('has neither schemas in it nor socket.io’s own client: they cost more than the rest', () => {
    const { widget, chat } = manifest;
    const all = [widget, chat.entry, ...chat.static, ...chat.lazy].flatMap(sources);
    expect(all.length).toBeGreaterThan(20);
    expect(all.filter((source) => source.includes('node_modules/socket.io'))).toEqual([]);
    expect(all.filter((source) => source.includes('node_modules/zod'))).toEqual([]);
  });

  it('has nothing but our own few lines in the launcher', () => {
    expect(sources(manifest.widget).filter((source) => source.includes('node_modules'))).toEqual([]);
  });

  it('keeps the form and the rating for when they are wanted', () => {
    const first = [manifest.chat.entry, ...manifest.chat.static].flatMap(sources);
    expect(first.filter((source) => source.includes('widget/extra/'))).toEqual([]);
  });
});
