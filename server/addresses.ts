import { isIP, isIPv4 } from 'node:net';

/** Where a request says that it comes from. */
export interface Sender {
  /** The address at the other end of the connection. */
  readonly remote: string | undefined;
  /** The header `x-forwarded-for`, to which each proxy adds whom it serves. */
  readonly forwarded: string | readonly string[] | undefined;
}

/**
 * The address a request comes from, through as many trusted proxies as the operator has named. What stands further
 * left in the header was written by the client, and says nothing.
 */
export function addressOf({ remote = '', forwarded = '' }: Sender, trustProxy: number): string {
  const named = String(forwarded)
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const address = trustProxy > 0 ? named.at(-trustProxy) : undefined;
  return address !== undefined && isIP(address) !== 0 ? address : remote;
}

/**
 * What limits by address count as one: an IPv4 address, or the /64 network of an IPv6 address, since that is what one
 * line gets (RFC 6177, RFC 4291 §2.5.4). IPv4 written as IPv6 is IPv4.
 */
export function addressKey(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (isIP(address) !== 6) return address;
  return `${groupsOf(address).slice(0, 4).join(':')}::/64`;
}

/** The eight groups of an IPv6 address, without leading zeros. */
function groupsOf(address: string): string[] {
  const [head = '', tail] = address.replace(/%.*$/, '').split('::');
  const left = head.split(':').filter((group) => group !== '');
  const right = (tail ?? '').split(':').filter((group) => group !== '');
  const embedded = isIPv4(right.at(-1) ?? left.at(-1) ?? '') ? 1 : 0;
  const missing = tail === undefined ? 0 : 8 - left.length - right.length - embedded;
  return [...left, ...Array<string>(Math.max(0, missing)).fill('0'), ...right].map((group) =>
    group.replace(/^0+(?=.)/, '').toLowerCase(),
  );
}

/**
 * This machine itself: whoever tries the program out, or a proxy that the operator has not named. Everybody behind
 * it has this one address, so it cannot be limited.
 */
export function isLoopback(address: string): boolean {
  return address === '::1' || /^127\.\d+\.\d+\.\d+$/.test(addressKey(address));
}
