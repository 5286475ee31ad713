import { randomUUID } from 'node:crypto';
import type { Badge } from './accounts.ts';
import { Clerk, type OwnChat } from './clerk.ts';
import { Guest, inCrowd } from './guest.ts';

/** A visitor and an agent in a chat. */
export class Pair {
  readonly guest: Guest;
  readonly clerk: Clerk;
  readonly chat: OwnChat;
  /** Called when the agent's console shows what the visitor wrote. */
  arrived: () => void = () => {};

  constructor(guest: Guest, clerk: Clerk, chat: OwnChat) {
    this.guest = guest;
    this.clerk = clerk;
    this.chat = chat;
  }

  mayWrite(): boolean {
    return this.clerk.allowance.left > 0 && this.guest.mayWrite() && this.clerk.allowance.take();
  }
}

export interface PairsOptions {
  /** Where visitors and agents are; the same process or two. */
  readonly house: number;
  readonly desk: number;
  readonly badges: readonly Badge[];
  readonly chatsEach: number;
}

/** Signs the agents in, and brings each so many visitors. */
export async function openPairs({ house, desk, badges, chatsEach }: PairsOptions): Promise<Pair[]> {
  const clerks = await inCrowd(badges.length, 5, (number) => Clerk.come(desk, badges[number]!));
  const pairs: Pair[] = [];
  for (let number = 0; number < clerks.length * chatsEach; number++) {
    const clerk = clerks[number % clerks.length]!;
    const guest = await Guest.come({ port: house, number: 100_000 + number });
    await guest.sync();
    await guest.wire.must('handoff:request', { clientId: randomUUID() });
    pairs.push(new Pair(guest, clerk, await clerk.accept()));
  }
  const byChat = new Map(pairs.map((pair) => [pair.chat.conversation, pair]));
  for (const clerk of clerks)
    clerk.heard = (conversation, { type }) => {
      if (type === 'visitor.message') byChat.get(conversation)?.arrived();
    };
  return pairs;
}
