/** `__Host-` binds the cookie to this host, https (or loopback) and the path `/`. */
export const SESSION_COOKIE = '__Host-lotse-session';

/** By it a browser in which somebody has signed in before is known again when the name is tried from elsewhere. */
export const DEVICE_COOKIE = '__Host-lotse-device';

/** The session's token in a Cookie header, if there is one. */
export const sessionCookie = (header: string | undefined) => cookie(header, SESSION_COOKIE);

export const deviceCookie = (header: string | undefined) => cookie(header, DEVICE_COOKIE);

function cookie(header: string | undefined, wanted: string): string | undefined {
  return header
    ?.split(';')
    .map((pair) => pair.trim().split('='))
    .find(([name]) => name === wanted)?.[1];
}
