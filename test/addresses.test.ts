import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressKey, addressOf, isLoopback } from '../server/addresses.ts';

describe('[S11] the address that limits count by', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['1:2:3::4:203.0.113.7', '1:2:3:0::/64'],
    ['no address', 'no address'],
  ])('of %s is %s', (address, key) => expect(addressKey(address)).toBe(key));

  it('is the same for every address of a /64 network, and for no other', () => {
    const group = fc.nat(0xffff).map((value) => value.toString(16));
    const groups = (count: number) => fc.array(group, { minLength: count, maxLength: count });
    fc.assert(
      fc.property(groups(4), groups(4), groups(4), (network, one, other) => {
        const key = addressKey([...network, ...one].join(':'));
        expect(addressKey([...network, ...other].join(':'))).toBe(key);
        const next = [
          ...network.slice(0, 3),
          ((Number.parseInt(network[3]!, 16) + 1) % 0x10000).toString(16),
        ];
        expect(addressKey([...next, ...one].join(':'))).not.toBe(key);
      }),
    );
  });

  it('is what the trusted proxies say, never what the client says', () => {
    const remote = '10.0.0.1';
    expect(addressOf({ remote, forwarded: '203.0.113.7' }, 0)).toBe(remote);
    expect(addressOf({ remote, forwarded: '198.51.100.1, 203.0.113.7' }, 1)).toBe('203.0.113.7');
    expect(addressOf({ remote, forwarded: '198.51.100.1, 203.0.113.7' }, 2)).toBe('198.51.100.1');
    expect(addressOf({ remote, forwarded: undefined }, 1)).toBe(remote);
    expect(addressOf({ remote, forwarded: 'unknown' }, 1)).toBe(remote);
  });

  it('is not limited where it is this machine’s own', () => {
    for (const own of ['127.0.0.1', '127.8.9.10', '::ffff:127.0.0.1', '::1'])
      expect(isLoopback(own), own).toBe(true);
    for (const other of ['128.0.0.1', '::2', '0:0:0:0:1::1', '127.example', ''])
      expect(isLoopback(other), other).toBe(false);
  });
});
