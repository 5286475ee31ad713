import type { InboxChat } from '../../protocol/agent.ts';
import type { Console } from './agent.ts';
import { clientId, must, type Visitor } from './client.ts';

/** What an agent acts on. */
export interface ChatRef {
  readonly conversation: string;
  readonly handoff: string;
  readonly epoch: number;
}

export const refOf = ({ conversation, handoff, epoch }: InboxChat): ChatRef => ({
  conversation,
  handoff,
  epoch,
});

/** Puts a visitor into the queue and returns the chat as a console sees it. */
export async function queueUp(visitor: Visitor, seenBy: Console): Promise<ChatRef> {
  const { waiting: before } = await seenBy.inbox();
  await must(visitor.socket, 'handoff:request', { clientId: clientId() });
  await visitor.sync();
  const known = new Set(before.map(({ handoff }) => handoff));
  const chat = (await seenBy.inbox()).waiting.find(({ handoff }) => !known.has(handoff));
  if (chat === undefined) throw new Error('the visitor does not wait');
  return refOf(chat);
}

/** Accepts a chat; the reference is that of the owner. */
export async function acceptChat(by: Console, chat: ChatRef): Promise<ChatRef> {
  const { epoch } = await must<{ epoch: number }>(by.socket, 'chat:accept', {
    ...chat,
    clientId: clientId(),
  });
  return { ...chat, epoch };
}

/** From the wish to the owner. */
export async function talk(visitor: Visitor, by: Console): Promise<ChatRef> {
  return acceptChat(by, await queueUp(visitor, by));
}

/** The sources of what the assistant said. */
export const repliesTo = (visitor: Visitor): string[] =>
  visitor.heard.flatMap((event) => (event.type === 'assistant.message' ? [event.source.ref] : []));
