import { AGENT_COLUMNS, toAgent } from './agent-rows.ts';
import { prepared } from './prepared.ts';
import type { AccountStore, AgentSession } from './store.ts';
import type { Database } from './tables.ts';
import type { Write } from './write.ts';

/** Agents' sessions, by the hash of their token. */
export function sessionStore(
  db: Database,
  write: Write,
): Pick<AccountStore, 'createSession' | 'findSession' | 'deleteSession'> {
  return {
    createSession: ({ tokenHash, agent, csrf, at, expiresAt }) =>
      write('account', async (trx) => {
        await trx.deleteFrom('agent_session').where('expires_at', '<=', at).execute();
        await trx
          .insertInto('agent_session')
          .values({ token_hash: tokenHash, agent, csrf, created_at: at, expires_at: expiresAt })
          .execute();
      }),
    findSession: (tokenHash, now) => findSession(db, tokenHash, now),
    deleteSession: (tokenHash) =>
      write('account', async (trx) => {
        await trx.deleteFrom('agent_session').where('token_hash', '=', tokenHash).execute();
      }),
  };
}

/** Every ask of a console begins with it. */
const sessionRow = prepared((db, { tokenHash, now }: { tokenHash: string; now: number }) =>
  db
    .selectFrom('agent_session')
    .innerJoin('agent', 'agent.id', 'agent_session.agent')
    .select(AGENT_COLUMNS)
    .select(['agent_session.csrf', 'agent_session.expires_at as expiresAt'])
    .where('agent_session.token_hash', '=', tokenHash)
    .where('agent_session.expires_at', '>', now)
    .where('agent.disabled', '=', 0),
);

async function findSession(db: Database, tokenHash: string, now: number): Promise<AgentSession | undefined> {
  const [row] = await sessionRow(db, { tokenHash, now });
  if (!row) return undefined;
  const { csrf, expiresAt, ...agent } = row;
  return { agent: toAgent(agent), csrf, expiresAt };
}
