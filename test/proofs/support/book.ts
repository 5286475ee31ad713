import type { ConversationEvent } from '../../../protocol/conversation.ts';
import { forVisitor } from '../../../server/chat/visits.ts';
import { hashToken } from '../../../server/ids.ts';
import type { Store } from '../../../server/store/store.ts';
import type { Findings } from '../proof.ts';
import type { Guest } from './guest.ts';

/** Everything that is stored of a conversation, read page by page. */
export async function storedEvents(store: Store, conversation: string): Promise<ConversationEvent[]> {
  const events: ConversationEvent[] = [];
  for (;;) {
    const page = await store.listEvents(conversation, events.length, 1_000);
    if (page.length === 0) return events;
    events.push(...page);
  }
}

/** The stored events of the conversation that a token opens. */
export async function storedOf(store: Store, token: string | undefined): Promise<ConversationEvent[]> {
  if (token === undefined) return [];
  const found = await store.findConversationByToken(hashToken(token));
  return found === undefined ? [] : storedEvents(store, found.id);
}

/**
 * Compares what a visitor sent, was told and sees with what is stored: every acknowledged message is there, none is
 * there twice, the numbers have no gap, and the visitor's view is the stored one.
 */
export function balance(guest: Guest, stored: readonly ConversationEvent[], findings: Findings): void {
  const ids = stored.flatMap((event) => (event.type === 'visitor.message' ? [event.clientId] : []));
  const kept = new Set(ids);
  findings.expect(stored.length > 0, 'conversation lost', String(guest.token));
  for (const { id, text } of guest.said)
    findings.expect(kept.has(id) || !guest.acknowledged.has(id), 'acknowledged and lost', text);
  for (const id of kept) findings.expect(ids.indexOf(id) === ids.lastIndexOf(id), 'stored twice', id);
  const texts = stored.flatMap((event) => (event.type === 'visitor.message' ? [event.text] : []));
  findings.expect(new Set(texts).size === texts.length, 'said twice', String(texts.at(-1)));
  const gap = stored.findIndex((event, index) => event.seq !== index + 1);
  findings.expect(gap === -1, 'gap in the numbers', `after ${gap} of ${stored.length}`);
  compareViews('visitor', guest.events, stored.map(forVisitor), findings);
}

/** A view must be the stored conversation, word for word. */
export function compareViews(
  whose: string,
  view: readonly ConversationEvent[],
  stored: readonly ConversationEvent[],
  findings: Findings,
): void {
  const differs = stored.findIndex((event, index) => !isSame(event, view[index]));
  if (differs === -1 && view.length === stored.length) return;
  const at = differs === -1 ? stored.length : differs;
  findings.note(
    `${whose} sees something else`,
    `${view.length} of ${stored.length} events, from ${at + 1} on`,
  );
}

function isSame(one: ConversationEvent, other: ConversationEvent | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
