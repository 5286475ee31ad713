import { writeFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from '../scripts/folder.ts';
import { startApp, type TestApp } from '../support/app.ts';

const SCRIPT = `/* ${'lotse '.repeat(500)} */`;

/** The second is where a browser looks for it that does not ask a failed address again. */
const CHAT = ['/w/chat-AAAAAAAA.js', '/w//chat-AAAAAAAA.js'];

let app: TestApp;

beforeEach(async () => {
  const files = ['widget.js', 'w/chat-AAAAAAAA.js', 'console/styles-AAAAAAAA.css', 'w/plain-AAAAAAAA.js'];
  const folder = makeFolder(
    Object.fromEntries([...files, 'manifest.json', 'secret.js'].map((name) => [name, SCRIPT])),
  );
  for (const name of files.slice(0, 3)) {
    writeFileSync(`${folder}${name}.br`, brotliCompressSync(SCRIPT));
    writeFileSync(`${folder}${name}.gz`, gzipSync(SCRIPT));
  }
  app = await startApp({ overrides: { publicDir: folder.slice(0, -1) } });
});
afterEach(() => app.close());

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** Asks without undoing the compression, which `fetch` does by itself. */
function ask(path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    get(app.url + path, { headers }, async (response) => {
      const body = Buffer.concat(await response.toArray());
      resolve({ status: response.statusCode, headers: response.headers, body });
    }).on('error', reject);
  });
}

describe('scripts and styles', () => {
  it.each([
    ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
    ['gzip, deflate', 'gzip', gunzipSync],
    ['br;q=0, gzip', 'gzip', gunzipSync],
    ['identity', undefined, (body: Buffer) => body],
    ['', undefined, (body: Buffer) => body],
  ] as const)(
    '[E6] are served as the build has compressed them to who takes "%s"',
    async (accept, encoding, undo) => {
      for (const path of ['/widget.js', ...CHAT, '/console/styles-AAAAAAAA.css']) {
        const { status, headers, body } = await ask(path, { 'Accept-Encoding': accept });
        expect(status).toBe(200);
        expect(headers['content-encoding']).toBe(encoding);
        expect(headers.vary).toContain('Accept-Encoding');
        expect(headers['content-type']).toMatch(path.endsWith('css') ? /^text\/css/ : /^text\/javascript/);
        expect(undo(body).toString()).toBe(SCRIPT);
      }
    },
  );

  it('[E6] are served as they are where the build has not compressed them', async () => {
    const { headers, body } = await ask('/w/plain-AAAAAAAA.js', { 'Accept-Encoding': 'br, gzip' });
    expect([headers['content-encoding'], body.toString()]).toEqual([undefined, SCRIPT]);
  });

  it('[E6] have one floating address that is asked for again, and hashed ones that are kept', async () => {
    const floating = await ask('/widget.js', { 'Accept-Encoding': 'br' });
    expect(floating.headers['cache-control']).toBe('public, max-age=300');
    const again = await ask('/widget.js', {
      'Accept-Encoding': 'br',
      'If-None-Match': floating.headers.etag ?? '',
    });
    expect([again.status, again.body.length]).toEqual([304, 0]);
    const other = await ask('/widget.js', {
      'Accept-Encoding': 'gzip',
      'If-None-Match': floating.headers.etag ?? '',
    });
    expect(other.status).toBe(200);
    const hashed = await ask('/w/chat-AAAAAAAA.js');
    expect(hashed.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  it('[E6] of the widget may be loaded by any page, isolated ones too; those of the console by its own', async () => {
    for (const path of ['/widget.js', '/w/chat-AAAAAAAA.js']) {
      const { headers } = await ask(path, { Origin: 'https://portal.example' });
      expect(headers['access-control-allow-origin']).toBe('*');
      expect(headers['cross-origin-resource-policy']).toBe('cross-origin');
    }
    const { headers } = await ask('/console/styles-AAAAAAAA.css');
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });

  it.each([
    '/manifest.json',
    '/secret.js',
    '/w/../secret.js',
    '/w/%2e%2e/secret.js',
    '/w/none-AAAAAAAA.js',
    '/w/%',
  ])('are all that is served: %s is not', async (path) => {
    const { status, body } = await ask(path, { 'Accept-Encoding': 'br' });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body.toString()).not.toContain('lotse lotse');
  });
});
