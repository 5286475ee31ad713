import type { Socket } from 'socket.io';
import { noteRead } from '../chat/audit.ts';
import type { ChatParts } from '../chat/parts.ts';

/** What a socket is asked for here. */
type Line = Pick<Socket, 'data'>;

/**
 * Notes that a console is shown a conversation, if that is to be noted. Who goes on reading on the same line is noted
 * once; who had it while it was the own chat, or waited, is noted when it becomes somebody else's.
 */
export async function noteReading(
  { data }: Line,
  agent: string,
  conversation: string,
  parts: ChatParts,
): Promise<void> {
  data.noted ??= new Set<string>();
  const noted: Set<string> = data.noted;
  if (noted.has(conversation)) return;
  // Before the database answers, so that two asks at one instant make one entry.
  noted.add(conversation);
  const written = await noteRead(parts, agent, conversation).catch((error) => {
    noted.delete(conversation);
    throw error;
  });
  if (!written) noted.delete(conversation);
}
