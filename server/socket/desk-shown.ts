import type { Socket } from 'socket.io';
import type { ConversationStatus } from '../../protocol/conversation.ts';

/** What windows show without any event of their conversation. */
export function deskSignature({ desk, notices }: Pick<ConversationStatus, 'desk' | 'notices'>): string {
  return JSON.stringify([desk, notices]);
}

/** Remembers what the window on this socket has been told, so that a heartbeat tells it what is new. */
export function noteDeskShown(socket: Socket, status: ConversationStatus): void {
  socket.data.desk = deskSignature(status);
}
