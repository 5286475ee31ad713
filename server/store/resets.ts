import { AGENT_COLUMNS, toAgent } from './agent-rows.ts';
import type { AccountStore, Agent } from './store.ts';
import type { Database, Trx } from './tables.ts';
import type { Write } from './write.ts';

/** How passwords change: by their owner, or by a one-time link. */
export function resetStore(
  db: Database,
  write: Write,
): Pick<AccountStore, 'setPassword' | 'createReset' | 'findReset' | 'redeemReset'> {
  return {
    setPassword: (agent, passwordHash, keep) =>
      write('account', (trx) => setPassword(trx, agent, passwordHash, keep)),
    createReset: (reset) => write('account', (trx) => createReset(trx, reset)),
    findReset: (tokenHash, now) => findReset(db, tokenHash, now),
    redeemReset: (tokenHash, passwordHash, at) =>
      write('account', (trx) => redeemReset(trx, tokenHash, passwordHash, at)),
  };
}

async function setPassword(trx: Trx, agent: string, passwordHash: string, keep: string): Promise<void> {
  await trx.updateTable('agent').set({ password_hash: passwordHash }).where('id', '=', agent).execute();
  await trx.deleteFrom('agent_session').where('agent', '=', agent).where('token_hash', '<>', keep).execute();
}

type NewReset = Parameters<AccountStore['createReset']>[0];

async function createReset(trx: Trx, { tokenHash, agent, expiresAt }: NewReset): Promise<boolean> {
  const account = await trx.selectFrom('agent').select('role').where('id', '=', agent).executeTakeFirst();
  if (account === undefined) return false;
  await trx.deleteFrom('invitation').where('agent', '=', agent).where('used_at', 'is', null).execute();
  await trx
    .insertInto('invitation')
    .values({ token_hash: tokenHash, role: account.role, agent, expires_at: expiresAt })
    .execute();
  return true;
}

async function findReset(db: Database, tokenHash: string, now: number): Promise<Agent | undefined> {
  const row = await db
    .selectFrom('invitation')
    .innerJoin('agent', 'agent.id', 'invitation.agent')
    .select(AGENT_COLUMNS)
    .where('invitation.token_hash', '=', tokenHash)
    .where('invitation.used_at', 'is', null)
    .where('invitation.expires_at', '>', now)
    .where('agent.disabled', '=', 0)
    .executeTakeFirst();
  return row && toAgent(row);
}

async function redeemReset(
  trx: Trx,
  tokenHash: string,
  passwordHash: string,
  at: number,
): Promise<string | undefined> {
  const used = await trx
    .updateTable('invitation')
    .set({ used_at: at })
    .where('token_hash', '=', tokenHash)
    .where('agent', 'is not', null)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .returning('agent')
    .executeTakeFirst();
  if (used?.agent == null) return undefined;
  await setPassword(trx, used.agent, passwordHash, '');
  return used.agent;
}
