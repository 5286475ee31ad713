/** Which visitors have a socket in this process. */
export interface Sockets {
  /** One came; returns what tells that it went. */
  came(conversation: string): () => void;
  has(conversation: string): boolean;
  all(): readonly string[];
}

/** @param changed Called when a visitor's first socket came, or the last one went. */
export function countSockets(changed: (conversation: string) => void): Sockets {
  const counts = new Map<string, number>();
  const count = (conversation: string, change: 1 | -1) => {
    const left = (counts.get(conversation) ?? 0) + change;
    if (left === 0) counts.delete(conversation);
    else counts.set(conversation, left);
    if (left === 0 || (change === 1 && left === 1)) changed(conversation);
  };
  return {
    has: (conversation) => counts.has(conversation),
    all: () => [...counts.keys()],
    came(conversation) {
      count(conversation, 1);
      let there = true;
      return () => {
        if (there) count(conversation, -1);
        there = false;
      };
    },
  };
}
