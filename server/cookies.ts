/** `__Host-` binds the cookie to this host, https (or loopback) and the path `/`. */
export const SESSION_COOKIE = '__Host-lotse-session';

/** The session's token in a Cookie header, if there is one. */
export function sessionCookie(header: string | undefined): string | undefined {
  return header
    ?.split(';')
    .map((pair) => pair.trim().split('='))
    .find(([name]) => name === SESSION_COOKIE)?.[1];
}
