import type { Notice } from '../../protocol/conversation.ts';
import { noticesAt } from '../knowledge/notices.ts';
import type { ChatParts } from './parts.ts';

/** How soon after its time a notice is in the consoles; visitors' windows hear of it with their heartbeat. */
const LOOK_MS = 15_000;

/** What everybody should know now; empty without a field when there is nothing. */
export function noticesNow(parts: ChatParts): { notices?: Notice[] } {
  const { notices } = parts.inForce().knowledge;
  const inForce = noticesAt(notices, parts.clock.now());
  return inForce.length === 0 ? {} : { notices: inForce.map(({ id, level, body }) => ({ id, level, body })) };
}

/** Tells the consoles when a notice comes into force or ends by the clock alone. Returns what ends it. */
export function watchNotices(parts: ChatParts): () => void {
  let told = JSON.stringify(noticesNow(parts));
  return parts.clock.every(LOOK_MS, () => {
    const now = JSON.stringify(noticesNow(parts));
    if (now === told) return;
    told = now;
    parts.cluster.publish({ type: 'inbox' });
  });
}
