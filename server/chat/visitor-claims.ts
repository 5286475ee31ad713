import { MASK } from '../../protocol/constants.ts';
import { VisitorClaims } from '../../protocol/visitor-facts.ts';
import { mask } from '../language/mask.ts';
import { RequestError } from '../request-error.ts';
import type { ChatParts } from './parts.ts';

/**
 * Keeps what the host page says about its visitor, for agents to see. Nothing of it decides anything. Everything but
 * the e-mail address, which is wanted as it is, is masked like what visitors write.
 * @throws RequestError `bad-request` when it is too long once its letters are composed (NFC)
 */
export async function describeVisitor(
  parts: ChatParts,
  conversation: string,
  claims: VisitorClaims,
): Promise<void> {
  const kept = VisitorClaims.safeParse(maskClaims(claims));
  if (!kept.success) throw new RequestError('bad-request');
  const inboxSeq = await parts.store.describeVisitor(conversation, kept.data);
  parts.cluster.publish({ type: 'described', conversation });
  if (inboxSeq !== undefined) parts.cluster.publish({ type: 'inbox' });
}

function maskClaims({ name, data, page, ...rest }: VisitorClaims): VisitorClaims {
  return {
    ...rest,
    ...(name !== undefined && { name: masked(name) }),
    ...(data !== undefined && { data: maskLines(data) }),
    ...(page !== undefined && { page: { url: maskedAddress(page.url), title: masked(page.title) } }),
  };
}

function maskLines(lines: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(lines).map(([name, line]) => [masked(name), masked(line)]));
}

function masked(text: string): string {
  return mask(text.normalize('NFC')).text;
}

/** Without its query, which our widget leaves out already; another client may not. */
function maskedAddress(url: string): string {
  const { origin, pathname } = new URL(url);
  const { text, masked } = mask(decoded(pathname).normalize('NFC'));
  if (!masked) return origin + pathname;
  const parts = text.split('/').map(encodeURIComponent);
  return origin + parts.join('/').replaceAll(encodeURIComponent(MASK), MASK);
}

/** As people read it: what is written with percent signs runs into what stands behind it. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
