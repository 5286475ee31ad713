import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../scripts/build.mjs';
import { smallKnowledge } from '../proofs/support/parts.ts';
import { startApp, type TestApp } from '../support/app.ts';

let app: TestApp;
beforeAll(async () => {
  await ensureBuilt();
  app = await startApp(smallKnowledge()());
});
afterAll(() => app.close());

const headersOf = async (path: string) => (await fetch(app.url + path, { redirect: 'manual' })).headers;

describe('[S13] what browsers are told', () => {
  it.each(['/', '/console', '/datenschutz.html'])(
    '%s runs its own scripts alone, in no frame',
    async (path) => {
      const headers = await headersOf(path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(headers.get('content-type')).toContain('text/html');
      expect(policy).not.toContain('unsafe');
      expect(policy).not.toContain('*');
      for (const part of [
        "default-src 'none'",
        "script-src 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
      ])
        expect(policy.split('; ')).toContain(part);
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    },
  );

  it.each([
    '/health/live',
    '/nowhere',
    '/console/api/session',
    '/%E0%A4%A',
    '/console/..%2f..%2fpackage.json',
  ])('%s is nothing to be shown as a page', async (path) => {
    const headers = await headersOf(path);
    expect(headers.get('content-security-policy')).toContain('sandbox');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('[S2] says nothing of what went wrong inside, whatever was asked for', async () => {
    const beyond = { range: 'bytes=999999999-' };
    const answer = await fetch(`${app.url}/widget.js`, { headers: beyond });
    expect(answer.status).toBe(416);
    expect(await answer.json()).toEqual({ error: { code: 'bad-request', ref: expect.any(String) } });
  });
});
