import type { Tie } from './parts.tsx';

/** As the server demands it; a password of several words is the aim. */
export const SHORTEST_PASSWORD = 12;
const LONGEST_PASSWORD = 200;

/** The field `password` for a new one; `shown`: readable, for those who would rather see what they type. */
export function NewPassword({ tie, shown }: { tie: Tie; shown: boolean }) {
  const input = { ...tie, name: 'password', autocomplete: 'new-password', maxLength: LONGEST_PASSWORD };
  return shown ? <input {...input} type="text" spellcheck={false} /> : <input {...input} type="password" />;
}
