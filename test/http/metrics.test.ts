import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { createMetrics } from '../../server/metrics.ts';
import { IN_MEMORY, openStore } from '../../server/store/open.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { clientId, Visitor } from '../support/client.ts';

const TOKEN = 'a token of some length';

let app: TestApp;
afterEach(() => app.close());

async function start(token?: string): Promise<void> {
  const metrics = createMetrics();
  const store = metrics.counting(await openStore({ dataDir: IN_MEMORY, committed: metrics.committed }));
  app = await startApp({ store, overrides: { metrics: { ...metrics, ...(token && { token }) } } });
}

const page = (headers: Record<string, string> = {}) => fetch(`${app.url}/metrics`, { headers });
/** Value of a figure, by its name with its labels. */
const value = (text: string, figure: string) =>
  Number(new RegExp(`^${figure.replace(/[{}]/g, '\\$&')} (.+)$`, 'm').exec(text)?.[1]);

it('[O7] figures of what visitors did, of the desk, the commits and the process', async () => {
  await start();
  const visitor = await Visitor.come(app.url);
  const id = clientId();
  await visitor.say('In welchen Browsern läuft das Kundenportal?', id);
  await visitor.say('In welchen Browsern läuft das Kundenportal?', id);
  const text = await (await page()).text();
  expect(value(text, 'lotse_turns_total{outcome="saved"}')).toBe(1);
  expect(value(text, 'lotse_uses_total{measure="asked"}')).toBe(1);
  expect(value(text, 'lotse_asks_total{ask="message:send",outcome="ok"}')).toBe(2);
  expect(value(text, 'lotse_ask_seconds_count{ask="message:send"}')).toBe(2);
  expect(value(text, 'lotse_outbox_resends_total')).toBe(1);
  expect(value(text, 'lotse_connections{namespace="visitor"}')).toBe(1);
  expect(value(text, 'lotse_queue_length')).toBe(0);
  expect(value(text, 'lotse_agents_available')).toBe(0);
  expect(value(text, 'lotse_commit_writes_count')).toBeGreaterThan(0);
  expect(value(text, 'nodejs_eventloop_lag_p99_seconds')).toBeGreaterThanOrEqual(0);
  visitor.close();
});

it('[O7] without a token only this machine sees them, and no proxy on it', async () => {
  await start();
  expect((await page()).status).toBe(200);
  expect((await page({ 'X-Forwarded-For': '127.0.0.1' })).status).toBe(404);
});

it('[O7] without a token no page of a foreign name that leads to this machine', async () => {
  await start();
  const { hostname, port } = new URL(app.url);
  const statusFor = (host: string) =>
    new Promise<number>((resolve, reject) => {
      get({ hostname, port, path: '/metrics', headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      }).on('error', reject);
    });
  for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, '[::1]', 'localhost'])
    expect(await statusFor(host), host).toBe(200);
  for (const host of ['evil.example', `localhost.evil.example:${port}`, '127.0.0.1.evil.example'])
    expect(await statusFor(host), host).toBe(404);
});

it('[O7] with a token whoever names it', async () => {
  await start(TOKEN);
  expect((await page()).status).toBe(404);
  expect((await page({ Authorization: 'Bearer another one' })).status).toBe(404);
  expect((await page({ Authorization: `Bearer ${TOKEN}`, 'X-Forwarded-For': '203.0.113.7' })).status).toBe(
    200,
  );
});

it('[O7] the operators’ page explains every figure of ours', async () => {
  await start();
  const text = await (await page()).text();
  const names = [...text.matchAll(/^# TYPE (lotse_\w+)/gm)].map(([, name]) => name);
  const docs = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name) => !docs.includes(`\`${name}`))).toEqual([]);
});
