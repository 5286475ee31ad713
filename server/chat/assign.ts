import { deskOpen } from '../dialogue/handoff.ts';
import { describeError } from '../refusal.ts';
import { RequestError } from '../request-error.ts';
import type { ChatParts } from './parts.ts';
import { AGENT_GRACE_MS } from './presence.ts';
import { takeTurn, worldNow } from './turn.ts';

/**
 * Offers every chat that waits to the agent with the fewest chats, among those the one who is idle longest. Who let
 * it pass gets it again only when all others did too. Several processes may do so at once: the conditional UPDATE
 * lets one offer stand, and no agent gets more than the capacity.
 */
export async function offerWaiting(parts: ChatParts): Promise<void> {
  if (parts.assignment.mode !== 'automatic') return;
  const waiting = await parts.store.listUnoffered();
  if (waiting.length === 0 || !deskOpen(await worldNow(parts))) return;
  for (const { conversation, id, epoch, passedBy } of waiting) {
    const now = parts.clock.now();
    const free = await parts.store.listFree(now - AGENT_GRACE_MS);
    const agent = free.find((it) => !passedBy.includes(it)) ?? free[0];
    if (agent === undefined) return;
    const input = { type: 'offer', agent, until: now + parts.assignment.offerMs } as const;
    await takeTurn(parts, conversation, 'desk', input, { handoff: { id, epoch } }).catch((error) => {
      if (error instanceof RequestError) return;
      parts.log.error('offer.failed', { conversation, error: describeError(error) });
    });
  }
}
