import { newId } from '../ids.ts';
import { foldLogin } from './accounts.ts';
import type { Seal } from './seal.ts';

/* Device cookies: OWASP, "Slow Down Online Guessing Attacks with Device Cookies". */

/** How long a browser is known, in milliseconds. */
export const DEVICE_MS = 180 * 24 * 60 * 60 * 1000;
const KIND = 'device';

/** Marks a browser in which somebody has just signed in, sealed so that nobody can make such a mark. */
export function markDevice(seal: Seal, login: string, now: number): string {
  return seal.seal(JSON.stringify([KIND, foldLogin(login), newId(), now + DEVICE_MS]));
}

/**
 * The device of a mark, if this name was signed in with there. Who guesses from elsewhere uses up the tries of the
 * name, not those of the devices, so the owner of the account is not locked out.
 */
export function knownDevice(
  seal: Seal,
  mark: string | undefined,
  login: string,
  now: number,
): string | undefined {
  if (mark === undefined) return undefined;
  try {
    const [kind, name, device, until] = JSON.parse(seal.open(mark)) as unknown[];
    const good = kind === KIND && name === foldLogin(login) && Number(until) > now;
    return good ? String(device) : undefined;
  } catch {
    // Not ours, of another key, or changed: then nobody is known by it.
    return undefined;
  }
}
