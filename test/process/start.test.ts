import { mkdirSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Visitor } from '../support/client.ts';
import { runServer, startServer, temporaryFolder } from '../support/process.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const data = (name: string) => join(folder.path, name);

describe('a start that cannot succeed', () => {
  const said = async (env: Record<string, string>) => {
    const { code, output, errors } = await runServer({ DATA_DIR: data('unused'), ...env });
    expect(code).not.toBe(0);
    expect(output).toBe('');
    expect(errors).not.toMatch(/\n\s+at /);
    return errors;
  };

  it('[O2] names the busy port and another one', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    expect(await said({ PORT: String(port) })).toContain(`Port ${port} is taken`);
    other.close();
  });

  it('[O2] names the data folder that cannot be written', async () => {
    writeFileSync(data('file'), '');
    expect(await said({ DATA_DIR: data('file/below') })).toContain(data('file/below'));
  });

  it('[K4][O2] names the place in a broken knowledge file', async () => {
    mkdirSync(data('broken/articles/topic'), { recursive: true });
    writeFileSync(data('broken/articles/topic/a.md'), '---\ntitel: Ohne Titel\n---\nText\n');
    const errors = await said({ KNOWLEDGE_DIR: data('broken') });
    expect(errors).toMatch(/articles\/topic\/a\.md:\d+:\d+:/);
    expect(errors).toContain('npm run check');
  });

  it('[O2] names a knowledge folder that is not there', async () => {
    expect(await said({ KNOWLEDGE_DIR: data('nowhere') })).toContain('KNOWLEDGE_DIR');
  });

  it('[O4] names the setting that cannot be understood', async () => {
    expect(await said({ PORT: 'http' })).toContain('PORT=http');
    expect(await said({ CLOCK: 'tomorrow' })).toContain('CLOCK=tomorrow');
    expect(await said({ CLOCK: '2026-11-23T21:00', NODE_ENV: 'production' })).toContain('CLOCK');
    expect(await said({ ALLOWED_ORIGINS: 'portal.example/path' })).toContain('ALLOWED_ORIGINS');
  });
});

describe('a start', () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  beforeAll(async () => {
    server = await startServer({ DATA_DIR: data('ok'), CLOCK: '2026-11-23T21:00' });
  });
  afterAll(() => server.stop());

  it('[O1][S10] tells where everything is, with a link to the first account', () => {
    expect(server.output()).toContain(`${server.url}/\n`);
    expect(server.output()).toContain(`${server.url}/console\n`);
    expect(server.output()).toMatch(/\/console#einladung=[\w-]{43}\n/);
  });

  it('[O5] is alive and ready, and shows the demo portal', async () => {
    for (const path of ['/health/live', '/health/ready'])
      expect(await (await fetch(server.url + path)).json()).toMatchObject({ ok: true });
    expect((await fetch(`${server.url}/`)).status).toBe(200);
  });

  it('[H2] starts its clock where CLOCK says', async () => {
    const visitor = await Visitor.come(server.url);
    expect(visitor.status?.desk.nextOpening).toBe('Dienstag, 24. November, ab 8 Uhr');
    visitor.close();
  });
});

it('[P10] a failure that nobody caught ends it, and is told by its kind and place only', async () => {
  // Fails once it says that it is ready.
  const failing = `const { write } = process.stdout;
    process.stdout.write = (...words) => {
      setImmediate(() => { throw Object.assign(new TypeError('Geheimnis'), { detail: 'Geheimnis' }); });
      return write.apply(process.stdout, words);
    };`;
  writeFileSync(data('failing.mjs'), failing);
  const { code, output, errors } = await runServer({
    DATA_DIR: data('failing'),
    LOG: 'json',
    NODE_OPTIONS: `--import ${data('failing.mjs')}`,
  });
  expect(output).toContain('Lotse is ready');
  expect(code).toBe(1);
  expect(JSON.parse(errors.trim().split('\n').at(-1)!)).toMatchObject({
    name: 'process.failed',
    error: expect.stringMatching(/^TypeError at /),
  });
  expect(errors).not.toContain('Geheimnis');
});

describe('a restart', () => {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGKILL'] as const)
    it(`[D5][O3] after ${signal} continues the conversation`, async () => {
      const env = { DATA_DIR: data(signal) };
      const first = await startServer(env);
      const visitor = await Visitor.come(first.url);
      await visitor.say('passwort vergessen');
      const code = await first.stop(signal);
      expect(code).toBe(signal === 'SIGKILL' ? null : 0);
      const second = await startServer({ ...env, PORT: String(first.port) });
      const before = [...visitor.heard];
      await visitor.reconnect();
      expect(visitor.heard).toEqual(before);
      const again = await Visitor.come(second.url, visitor.token);
      expect(again.heard).toEqual(before);
      for (const client of [visitor, again]) client.close();
      await second.stop();
    });

  it('[O3] tells clients that it leaves', async () => {
    const server = await startServer({ DATA_DIR: data('leaving') });
    const visitor = await Visitor.come(server.url);
    const told = new Promise((resolve) => visitor.socket.once('server:leaving', resolve));
    const stopped = server.stop();
    expect(await told).toMatchObject({ returnInMs: expect.any(Number) });
    expect(await stopped).toBe(0);
  });

  it('[O5] in production has no demo portal', async () => {
    const server = await startServer({ DATA_DIR: data('production'), NODE_ENV: 'production' });
    expect((await fetch(`${server.url}/`)).status).toBe(404);
    expect((await fetch(`${server.url}/widget.js`)).headers.get('cache-control')).toContain('max-age');
    expect(await server.stop()).toBe(0);
  });
});
