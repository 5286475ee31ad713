import type { AuditAction, AuditEntry } from '../../protocol/privacy.ts';
import { newId } from '../ids.ts';
import type { StoredAudit } from '../store/store.ts';
import { foldLogin } from './accounts.ts';
import type { ChatParts } from './parts.ts';

/** Entries in one answer. */
const PAGE = 100;

/** Newest first; `before` is the last entry of the page before. */
export async function readAudit(
  parts: ChatParts,
  before: string | undefined,
): Promise<{ entries: AuditEntry[]; more: boolean }> {
  const found = await parts.store.listAudit(before, PAGE + 1);
  return { entries: found.slice(0, PAGE).map(shown), more: found.length > PAGE };
}

function shown({ agent: _, ...entry }: StoredAudit): AuditEntry {
  return entry;
}

/**
 * Notes that an agent read a conversation that is not the agent's own. One that waits is everybody's: to look at it
 * is how chats are chosen.
 * @returns whether there was something to note
 */
export async function noteRead(parts: ChatParts, agent: string, conversation: string): Promise<boolean> {
  const open = (await parts.store.findConversation(conversation))?.handoff;
  if (open !== undefined && (open.status !== 'active' || open.agent === agent)) return false;
  const at = parts.clock.now();
  await parts.store.addAudit({ id: newId(), at, action: 'read', agent, conversation });
  return true;
}

/** Notes that somebody signed in or out, or tried to. @param address as it came; it is kept shortened */
export async function noteSignIn(
  parts: ChatParts,
  action: Extract<AuditAction, `sign-${string}`>,
  agent: string | undefined,
  address: string | undefined,
): Promise<void> {
  await parts.store.addAudit({
    id: newId(),
    at: parts.clock.now(),
    action,
    ...(agent !== undefined && { agent }),
    ...(address !== undefined && { address: shortAddress(address) }),
  });
}

/** Notes a try that was refused, with the account if there is one: a wrong name may be a password in the wrong field. */
export async function noteRefusedSignIn(
  parts: ChatParts,
  login: string,
  address: string | undefined,
): Promise<void> {
  const found = await parts.store.findPassword(foldLogin(login));
  await noteSignIn(parts, 'sign-in-failed', found?.agent.id, address);
}

/** The network that an address belongs to: of IPv4 three bytes, of IPv6 the first 48 bits. */
export function shortAddress(address: string): string {
  const v4 = /(?:^|:)(\d+\.\d+\.\d+)\.\d+$/.exec(address);
  if (v4 !== null) return `${v4[1]}.0`;
  if (!address.includes(':')) return '';
  const [head = ''] = address.split('::');
  return `${head.split(':').filter(Boolean).slice(0, 3).join(':')}::`;
}
