import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeMessage, encodeAsk, encodeConnect } from '../../widget/shared/packets.ts';

it('speaks as the protocol of socket.io has it', () => {
  expect(encodeConnect('/visitor', { protocol: 1 })).toBe('40/visitor,{"protocol":1}');
  expect(encodeAsk('/visitor', 12, 'conversation:sync', { since: 0 })).toBe(
    '42/visitor,12["conversation:sync",{"since":0}]',
  );
});

it.each([
  ['40/visitor,{"sid":"x"}', { type: 'connected' }],
  ['41/visitor,', { type: 'disconnected' }],
  ['44/visitor,{"message":"outdated"}', { type: 'refused', message: 'outdated' }],
  ['42/visitor,["heartbeat",{"seq":3}]', { type: 'event', name: 'heartbeat', value: { seq: 3 } }],
  ['43/visitor,7[{"ok":true}]', { type: 'ack', id: 7, value: { ok: true } }],
  ['42/visitor,["said","7, \\n]"]', { type: 'event', name: 'said', value: '7, \n]' }],
])('understands %s', (text, packet) => {
  expect(decodeMessage(text)).toEqual(packet);
});

it('takes anything else for nothing, and never fails', () => {
  for (const strange of [
    '',
    '4',
    '42',
    '42/visitor,',
    '42/visitor,{',
    '42null',
    '44/visitor,',
    '451-["x"]',
    '49',
  ])
    expect(decodeMessage(strange)).toBeUndefined();
  fc.assert(fc.property(fc.string(), (text) => void decodeMessage(`4${text}`)));
});
