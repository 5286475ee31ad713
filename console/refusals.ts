import type { Refused } from '../widget/shared/connection.ts';
import { texts } from './texts.ts';

/** A refusal as a sentence; mistakes of the server carry the number under which its log names them. */
export function sentence({ code, ref }: Refused): string {
  const words = texts.refused[code];
  return code === 'internal' && ref !== '' ? `${words} ${texts.errorRef(ref)}` : words;
}

/** True when the same ask may be granted a moment later. */
export function isPassing({ code }: Refused): boolean {
  return code === 'unanswered' || code === 'slow-down' || code === 'unavailable' || code === 'internal';
}
