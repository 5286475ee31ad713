/** The page that opens after signing in. */
export const START_PAGE = '#/chats';

/** What a fragment of the address asks for; a fragment never reaches the server's logs. */
export type Route =
  | { readonly type: 'page'; readonly page: string }
  /** A one-time link: to make an account, or to set a new password. */
  | { readonly type: 'invitation' | 'reset'; readonly token: string };

const LINKS = { einladung: 'invitation', passwort: 'reset' } as const;

/** Reads the fragment with its `#`; what names no page is the start page. */
export function routeOf(fragment: string): Route {
  const link = /^#(einladung|passwort)=([\w-]+)$/.exec(fragment);
  const [, kind, token] = link ?? [];
  if (token !== undefined) return { type: LINKS[kind as keyof typeof LINKS], token };
  return { type: 'page', page: /^#\/[\w-]+$/.test(fragment) ? fragment : START_PAGE };
}

/** The whole address of a one-time link, to be handed over by a supervisor. */
export function linkTo(console: string, kind: 'invitation' | 'reset', token: string): string {
  const word = kind === 'invitation' ? 'einladung' : 'passwort';
  return `${console}#${word}=${token}`;
}
