import { randomUUID } from 'node:crypto';
import type { Inbox, InboxChat } from '../../../protocol/agent.ts';
import { SESSION_COOKIE } from '../../../server/cookies.ts';
import type { Badge } from './accounts.ts';
import { Allowance } from './allowance.ts';
import { Wire } from './wire.ts';

/** How often one console may write. */
const MESSAGES = { burst: 15, perSecond: 3 };

/** A chat that an agent owns. */
export interface OwnChat {
  readonly conversation: string;
  readonly handoff: string;
  readonly epoch: number;
}

/** An agent's console on a raw line. */
export class Clerk {
  readonly wire: Wire;
  readonly allowance = new Allowance(MESSAGES);
  /** Called with every event of a chat that this console watches. */
  heard: (conversation: string, event: { readonly type: string; readonly seq: number }) => void = () => {};

  private constructor(wire: Wire) {
    this.wire = wire;
    wire.on<{ conversation: string; event: { type: string; seq: number } }>(
      'event:added',
      ({ conversation, event }) => this.heard(conversation, event),
    );
  }

  /** Connects and is available. */
  static async come(port: number, { token, csrf }: Badge): Promise<Clerk> {
    const headers = { Cookie: `${SESSION_COOKIE}=${token}`, Origin: `http://127.0.0.1:${port}` };
    const clerk = new Clerk(await Wire.open({ port, namespace: '/agent', auth: { csrf }, headers }));
    await clerk.wire.must('presence:set', { available: true });
    return clerk;
  }

  /** Takes the visitor who waits longest, and watches the chat from then on. */
  async accept(): Promise<OwnChat> {
    const { inbox } = await this.wire.must<{ inbox: Inbox }>('inbox:sync', {});
    const chat: InboxChat | undefined = inbox.waiting[0];
    if (chat === undefined) throw new Error('Nobody waits.');
    const { conversation, handoff } = chat;
    const { epoch } = await this.wire.must<{ epoch: number }>('chat:accept', {
      conversation,
      handoff,
      epoch: chat.epoch,
      clientId: randomUUID(),
    });
    await this.wire.must('conversation:sync', { conversation, since: 0 });
    return { conversation, handoff, epoch };
  }

  async write(chat: OwnChat, text: string): Promise<void> {
    await this.wire.must('message:send', { ...chat, clientId: randomUUID(), text });
  }
}
