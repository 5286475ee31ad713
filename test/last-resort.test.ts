import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { endOnFailure } from '../server/last-resort.ts';
import { createLog } from '../server/log.ts';

it('[P10] a failure that nobody caught ends the process, and the log hears its kind and place only', () => {
  const written: string[] = [];
  const log = createLog(
    'json',
    () => 0,
    (line) => written.push(line),
  );
  const codes: number[] = [];
  const process = Object.assign(new EventEmitter(), { exit: (code: number) => codes.push(code) });
  endOnFailure(process, log);
  process.emit('uncaughtException', Object.assign(new TypeError('Geheimnis'), { detail: 'Geheimnis' }));
  expect(codes).toEqual([1]);
  expect(written.join('')).toMatch(/process\.failed.*TypeError at .*last-resort\.test\.ts/);
  expect(written.join('')).not.toContain('Geheimnis');
});
