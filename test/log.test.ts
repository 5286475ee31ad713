import { describe, expect, it } from 'vitest';
import { PROTOCOL_VERSION } from '../protocol/constants.ts';
import { createLog, type LogFields } from '../server/log.ts';
import { describeError } from '../server/refusal.ts';
import { IN_MEMORY, openStore } from '../server/store/open.ts';
import { smallKnowledge } from './proofs/support/parts.ts';
import { startApp } from './support/app.ts';
import { ask, clientId, connect, Visitor } from './support/client.ts';

const AT = Date.parse('2026-11-23T09:00:00Z');

function lines(format: 'json' | 'human', fields: object): string {
  const written: string[] = [];
  createLog(
    format,
    () => AT,
    (line) => written.push(line),
  ).warn('something.happened', fields as LogFields);
  return written.join('');
}

describe('[P10] the log', () => {
  it.each(['json', 'human'] as const)('takes fields of the list only, as %s', (format) => {
    const given = {
      conversation: 'c1',
      count: 3,
      text: 'ok',
      message: 'geheim',
      token: 'geheim',
      ip: 'geheim',
    };
    const written = lines(format, given);
    expect(written).not.toContain('geheim');
    for (const word of ['something.happened', 'c1', '3']) expect(written).toContain(word);
  });

  it('writes one bounded line for a record, whatever stands in a field', () => {
    const written = lines('human', {
      error: `eins\nzwei ${'x'.repeat(5_000)}`,
      count: 'viele',
      code: { a: 1 },
    });
    expect(written.trimEnd().split('\n')).toHaveLength(1);
    expect(written.length).toBeLessThan(1_200);
    expect(written).not.toMatch(/count|code/);
  });

  it('says kind and place of a failure, also where its message is written like a place', () => {
    const failure = new TypeError('let us meet at Geheimnis\n    at Geheimnis (/geheim/weg.ts:1:2)');
    expect(describeError(failure)).toMatch(/^TypeError at \S*log\.test\.ts:\d+:\d+$/);
    expect(describeError(Object.assign(new Error('Geheimnis'), { stack: undefined }))).toBe('Error');
    expect(describeError('Geheimnis')).toBe('string');
  });

  it('hears of failures, never of what was said, who says it, or with which token', async () => {
    const store = await openStore({ dataDir: IN_MEMORY });
    let failing = false;
    const saveTurn: typeof store.saveTurn = (turn) =>
      failing ? Promise.reject(new Error(`cannot save ${JSON.stringify(turn)}`)) : store.saveTurn(turn);
    const broken = { ...store, epoch: store.epoch, saveTurn };
    const app = await startApp({ store: broken, ...smallKnowledge()() });
    try {
      const visitor = await Visitor.come(app.url);
      failing = true;
      const said = { clientId: clientId(), text: 'Mein Geheimnis' };
      expect(await ask(visitor.socket, 'message:send', said)).toMatchObject({ error: { code: 'internal' } });
      await ask(visitor.socket, 'Geheimnis:ask', { text: 'Geheimnis' });
      await ask(visitor.socket, 'visitor:describe', { name: 'Geheimnis', email: 7 });
      const auth = { protocol: PROTOCOL_VERSION, token: 'Geheimnis' };
      await expect(connect(app.url, '/visitor', auth)).rejects.toThrow('signed-out');
      visitor.close();
      const log = app.log.join('');
      expect(log).toContain('request.failed');
      for (const secret of ['Geheimnis', visitor.token!, '127.0.0.1']) expect(log).not.toContain(secret);
    } finally {
      await app.close();
      await store.close();
    }
  });
});
