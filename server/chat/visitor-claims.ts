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
    ...(page !== undefined && { page: { url: masked(withoutQuery(page.url)), title: masked(page.title) } }),
  };
}

function maskLines(lines: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(lines).map(([name, line]) => [name, masked(line)]));
}

function masked(text: string): string {
  return mask(text.normalize('NFC')).text;
}

/** Our widget leaves it out already; another client may not. */
function withoutQuery(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}
