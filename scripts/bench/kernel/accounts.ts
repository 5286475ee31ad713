import { hashToken, newId, newToken } from '../../../server/ids.ts';
import { openStore } from '../../../server/store/open.ts';
import type { Place } from './ground.ts';

/** What a sign-in leaves in an agent's browser. */
export interface Badge {
  readonly token: string;
  readonly csrf: string;
}

/** Chats that one agent may have at a time. */
export const CAPACITY = 10;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** Creates accounts and signs them in, past the password, while no server has the database open. */
export async function hire({ dataDir, databaseUrl }: Place, count: number): Promise<Badge[]> {
  const store = await openStore({ dataDir, databaseUrl });
  const at = Date.now();
  const badges: Badge[] = [];
  for (let number = 1; number <= count; number++) {
    const [invitation, token, csrf, id] = [newToken(), newToken(), newToken(), newId()];
    const login = `agent${number}`;
    const expiresAt = at + DAY_MS;
    await store.createInvitation({ tokenHash: hashToken(invitation), role: 'agent', expiresAt });
    const account = { id, login, name: `Agent ${number}`, passwordHash: '-', capacity: CAPACITY, at };
    const outcome = await store.redeemInvitation(hashToken(invitation), account);
    if (outcome !== 'created') throw new Error(`The account ${login} was not created: ${outcome}.`);
    await store.createSession({ tokenHash: hashToken(token), agent: id, csrf, at, expiresAt });
    badges.push({ token, csrf });
  }
  await store.close();
  return badges;
}
