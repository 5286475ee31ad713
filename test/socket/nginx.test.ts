import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { PROTOCOL_VERSION } from '../../protocol/constants.ts';
import { clientId, must } from '../support/client.ts';
import { TestClock } from '../support/clock.ts';
import { temporaryFolder } from '../support/process.ts';
import { sharedDatabase } from '../support/shared-postgres.ts';
import { type ClusterProcess, endProcess, startProcess } from './support/processes.ts';

/** The example of docs/operations.md with other addresses, under a real nginx. */
describe.skipIf(!installed('nginx'))('the documented nginx before two processes', () => {
  const folder = temporaryFolder();
  const sockets: Socket[] = [];
  let processes: ClusterProcess[];
  let nginx: ChildProcess | undefined;
  let port: number;

  beforeAll(async () => {
    const url = await sharedDatabase();
    const clock = new TestClock(Date.now());
    const parts = { trustProxy: 1 };
    processes = [await startProcess(url, clock, parts), await startProcess(url, clock, parts)];
    port = await freePort();
    nginx = await startNginx(
      folder.path,
      port,
      processes.map((it) => it.port),
    );
  });
  afterAll(async () => {
    for (const socket of sockets) socket.close();
    nginx?.kill();
    if (nginx !== undefined) await once(nginx, 'exit');
    await Promise.all(processes.map(endProcess));
    folder.remove();
  });

  /** Connects from an address of this machine. */
  function come(
    localAddress: string,
    transports: ('polling' | 'websocket')[],
    token?: string,
  ): Promise<Socket> {
    const socket = io(`http://127.0.0.1:${port}/visitor`, {
      auth: { protocol: PROTOCOL_VERSION, ...(token && { token }) },
      // Its type is the browser's; in Node it is an http.Agent.
      agent: new Agent({ localAddress, keepAlive: true }) as unknown as string,
      transports,
      forceNew: true,
      reconnection: false,
    });
    sockets.push(socket);
    return new Promise((resolve, reject) => {
      socket.once('connect', () => resolve(socket));
      socket.once('connect_error', reject);
    });
  }

  async function talk(socket: Socket, text: string): Promise<string> {
    const { token } = await must<{ token: string }>(socket, 'conversation:start', { clientId: clientId() });
    await must(socket, 'message:send', { clientId: clientId(), text });
    return token;
  }

  for (const transport of ['websocket', 'polling'] as const)
    it(`[D8] serves visitors of several addresses by ${transport}, each at one process`, async () => {
      const addresses = Array.from({ length: 16 }, (_, n) => `127.0.${n * 13 + 1}.${n + 2}`);
      for (const address of addresses) await talk(await come(address, [transport]), 'passwort vergessen');
      const taken = processes.map(({ clients }) => clients());
      expect(taken.every((count) => count > 0)).toBe(true);
    });

  it('[D8] sends everybody to the process that is left when one has gone', async () => {
    const socket = await come('127.0.0.2', ['websocket']);
    const token = await talk(socket, 'passwort vergessen');
    const [first] = processes;
    if (first === undefined) throw new Error('There is no process.');
    await first.app.drain();
    for (const address of ['127.0.0.2', '127.0.0.3', '127.0.0.4', '127.0.0.5']) {
      const again = await come(address, ['websocket'], token);
      const page = await must<{ events: unknown[] }>(again, 'conversation:sync', { since: 0 });
      expect(JSON.stringify(page.events)).toContain('passwort vergessen');
    }
  });
});

function installed(program: string): boolean {
  try {
    execFileSync(program, ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function startNginx(folder: string, port: number, [first, second]: number[]): Promise<ChildProcess> {
  const docs = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
  const example = /```nginx\n([\s\S]*?)```/.exec(docs)?.[1] ?? '';
  const site = example
    .replace('127.0.0.1:3001', `127.0.0.1:${first}`)
    .replace('127.0.0.1:3002', `127.0.0.1:${second}`)
    .replace('127.0.0.1:8080', `127.0.0.1:${port}`);
  expect(site.match(/127\.0\.0\.1:\d+/g)).toEqual([first, second, port].map((it) => `127.0.0.1:${it}`));
  const config = join(folder, 'nginx.conf');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  mkdirSync(join(folder, 'temporary'));
  writeFileSync(
    config,
    [
      `daemon off; master_process off; pid ${folder}/pid; error_log stderr;`,
      'events {}',
      'http { access_log off;',
      ...temporary.map((name) => `${name}_temp_path ${folder}/temporary/${name};`),
      site,
      '}',
    ].join('\n'),
  );
  const child = spawn('nginx', ['-c', config, '-p', folder], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (data) => {
    said += data;
  });
  await vi.waitFor(
    async () => {
      if (child.exitCode !== null) throw new Error(`nginx ended: ${said}`);
      expect((await fetch(`http://127.0.0.1:${port}/health/live`)).status).toBe(200);
    },
    { timeout: 10_000 },
  );
  return child;
}

function freePort(): Promise<number> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
