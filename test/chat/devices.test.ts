import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { DEVICE_MS, knownDevice, markDevice } from '../../server/chat/devices.ts';
import { createSeal, KEY_BYTES } from '../../server/chat/seal.ts';

const seal = createSeal(randomBytes(KEY_BYTES));

it('[S9] a device is known for its own name, as it was marked, for a time, and each as itself', () => {
  const mark = markDevice(seal, 'Mia', 0);
  const device = knownDevice(seal, mark, ' MIA ', DEVICE_MS - 1);
  expect(device).toEqual(expect.any(String));
  expect(knownDevice(seal, markDevice(seal, 'mia', 0), 'mia', 0)).not.toBe(device);
  const middle = mark.length / 2;
  const changed = mark.slice(0, middle) + (mark[middle] === 'A' ? 'B' : 'A') + mark.slice(middle + 1);
  for (const [given, login, now] of [
    [mark, 'eva', 0],
    [mark, 'mia', DEVICE_MS],
    [changed, 'mia', 0],
    [markDevice(createSeal(randomBytes(KEY_BYTES)), 'mia', 0), 'mia', 0],
    [seal.seal('{"kind":"device"}'), 'mia', 0],
    [seal.seal(JSON.stringify(['other', 'mia', 'x', DEVICE_MS])), 'mia', 0],
    ['', 'mia', 0],
    [undefined, 'mia', 0],
  ] as const)
    expect(knownDevice(seal, given, login, now)).toBeUndefined();
});
