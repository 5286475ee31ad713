import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startPreview } from '../../scripts/support/preview.ts';
import { openKnowledge } from '../../server/live-knowledge.ts';
import { createLog } from '../../server/log.ts';
import { COMPLETE, folder } from '../knowledge/folder.ts';
import { startApp } from '../support/app.ts';
import { Visitor } from '../support/client.ts';
import { shippedKnowledge } from '../support/knowledge.ts';

const DEFAULTS = new URL('../../knowledge', import.meta.url).pathname;

it('the preview explains every reply and names the file that it stands in', async () => {
  const log = createLog('json', Date.now, () => {});
  const live = openKnowledge({
    dir: folder(COMPLETE),
    defaultsDir: DEFAULTS,
    cacheDir: mkdtempSync(join(tmpdir(), 'lotse-cache-')),
    today: () => '2026-11-23',
    now: Date.now,
    log,
  });
  const preview = await startPreview({ live, log, port: 0, publicDir: '/' });
  onTestFinished(async () => {
    live.close();
    await preview.close();
  });
  const url = `http://127.0.0.1:${preview.port}`;
  expect(await (await fetch(`${url}/preview`)).text()).toContain('Warum diese Antwort?');
  expect(await (await fetch(`${url}/preview/replies`)).json()).toEqual({ replies: [], refused: [] });

  const visitor = await Visitor.come(url);
  await visitor.say('Frage zu Browser?');
  const { replies } = (await (await fetch(`${url}/preview/replies`)).json()) as {
    replies: { to: string; file: string; why?: string }[];
  };
  expect(replies[0]).toMatchObject({ to: '', file: 'texts.yaml' });
  const answer = replies.at(-1);
  expect(answer).toMatchObject({
    to: 'Frage zu Browser?',
    file: expect.stringMatching(/browser\.md|\.yaml/),
  });
  expect(answer?.why).toContain('Wörter');
  visitor.close();
  expect((await fetch(`${url}/health/live`)).status).toBe(200);
});

it('the program itself has no such pages', async () => {
  const app = await startApp({
    knowledge: shippedKnowledge(),
    understanding: { decide: () => ({ kind: 'none', reason: 'empty', nearest: [] }) },
  });
  onTestFinished(() => app.close());
  for (const path of ['/preview', '/preview/replies'])
    expect((await fetch(`${app.url}${path}`)).status).toBe(404);
});
