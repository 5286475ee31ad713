import type { Approved, SourceRef } from './knowledge.ts';
import { isAllowedLink } from './render.ts';
import { revisionOf } from './revision.ts';

/** Parts of a letter that a `mailto:` link may fill in. */
const MAIL_PARTS = ['subject', 'body'];

/**
 * An address as a browser takes it. In a `mailto:` link subject and body may be written as plain text.
 * @returns undefined when it is not https, mailto or tel, or has blanks
 */
export function readLinkAddress(url: string): string | undefined {
  if (/[{}]/.test(url)) return undefined;
  const query = url.indexOf('?');
  if (!url.startsWith('mailto:') || query < 0) return isAllowedLink(url) ? url : undefined;
  const parts = url
    .slice(query + 1)
    .split('&')
    .map(encodeMailPart);
  const address = url.slice(0, query);
  if (!isAllowedLink(address) || parts.includes(undefined)) return undefined;
  return `${address}?${parts.join('&')}`;
}

function encodeMailPart(part: string): string | undefined {
  const at = part.indexOf('=');
  const name = part.slice(0, at).toLowerCase();
  return MAIL_PARTS.includes(name) ? `${name}=${encodeURIComponent(decode(part.slice(at + 1)))}` : undefined;
}

/** Text that is encoded already stays as it was meant. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Whether a label is an address itself, which tells nobody what opens. */
export function isAddress(label: string): boolean {
  return /^(https?:\/\/|mailto:|tel:|www\.)|^\S+@\S+\.\S+$|^\S+\.\p{L}{2,}(\/\S*)?$/iu.test(label.trim());
}

/** A link as a text of its own, shown like any other. */
export function approveLink(source: SourceRef, label: string, href: string): Approved {
  const children = [{ type: 'text' as const, text: label }];
  return {
    source,
    revision: revisionOf(label, href),
    body: [{ type: 'paragraph', children: [{ type: 'link', href, children }] }],
  };
}
