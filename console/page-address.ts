/** An address without its query string, fragment, user name and password; empty when it is none. */
export function pageWithoutQuery(address: string): string {
  if (!URL.canParse(address)) return '';
  const { origin, pathname } = new URL(address);
  return origin + pathname;
}
