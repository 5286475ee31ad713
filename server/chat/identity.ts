import type { ProvedIdentity } from '../../protocol/visitor-facts.ts';
import { type IdentityKey, verifyIdentity } from '../identity.ts';
import { RequestError } from '../request-error.ts';
import type { ChatParts } from './parts.ts';

/** How visitors are proved, when the operator wants it. */
export interface IdentityRule {
  readonly key: IdentityKey;
  readonly audience: string;
  /** Only proved visitors may chat. */
  readonly required: boolean;
}

/**
 * Whom a handshake proves, to be kept with the conversation that it begins or returns to; undefined where nothing is
 * to be kept. A conversation that was proved stays with its person: the token may be used up or expired by then, but
 * another person's token does not open it.
 * @param conversation the one that the session's own token opens, if any
 * @throws RequestError `signed-out` when the conversation is another person's, `unidentified` when only proved visitors
 * may chat and this one is not
 */
export async function admitIdentity(
  parts: ChatParts,
  token: string | undefined,
  conversation: string | undefined,
): Promise<ProvedIdentity | undefined> {
  const { identity: rule, store, clock } = parts;
  if (rule === undefined) return undefined;
  const now = clock.now();
  const shown = token === undefined ? undefined : await verifyIdentity(token, rule.key, rule.audience, now);
  const known = conversation === undefined ? undefined : await store.findIdentity(conversation);
  if (known !== undefined) {
    if (shown !== undefined && shown.identity.subject !== known.subject) throw new RequestError('signed-out');
    return undefined;
  }
  if (shown !== undefined && (await store.useIdentityToken(shown.tokenId, shown.expiresAt, now)))
    return shown.identity;
  if (token !== undefined) parts.log.warn('identity.refused', {});
  if (rule.required) throw new RequestError('unidentified');
  return undefined;
}
