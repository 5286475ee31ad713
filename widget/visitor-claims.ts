import type { VisitorClaims } from '../protocol/visitor-facts.ts';
import type { Language, VisitorData } from './package/api.ts';

/** The longest address and title that the server takes. */
const URL_LENGTH = 500;
const TITLE_LENGTH = 200;

/** What agents are told of the visitor: what the page said, and where it was said. */
export function claimsOf(data: VisitorData, language: Language, page: VisitorClaims['page']): VisitorClaims {
  const { name, email, ...lines } = filled(data);
  return {
    language,
    ...(name && { name }),
    ...(email && { email }),
    ...(Object.keys(lines).length > 0 && { data: lines }),
    ...(page && { page }),
  };
}

function filled(data: VisitorData): Record<string, string> {
  const lines = Object.entries(data).map(([name, value]) => [name, `${value}`.trim()] as const);
  return Object.fromEntries(lines.filter(([, value]) => value));
}

/** The page that the visitor looks at, without query string and fragment, which often carry what is nobody's business. */
export function pageShown(): VisitorClaims['page'] {
  const { origin, pathname, protocol } = location;
  const url = origin + pathname;
  if (!protocol.startsWith('http') || url.length > URL_LENGTH) return undefined;
  return { url, title: document.title.slice(0, TITLE_LENGTH) };
}

/** Calls back when the page shows another address without being loaded anew. Returns the undoing. */
export function followPage(changed: () => void): () => void {
  // Not in every browser yet; there only the way back is noticed.
  const [target, name] = window.navigation
    ? ([window.navigation, 'currententrychange'] as const)
    : ([window, 'popstate'] as const);
  target.addEventListener(name, changed);
  return () => target.removeEventListener(name, changed);
}
