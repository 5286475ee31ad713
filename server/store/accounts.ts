import { AGENT_COLUMNS, toAgent } from './agent-rows.ts';
import { raiseInbox } from './inbox.ts';
import { sessionStore } from './sessions.ts';
import type { AccountStore, Agent, NewAgent } from './store.ts';
import type { Database, Trx } from './tables.ts';
import { foldLogin } from './text.ts';
import { Undone, type Write } from './write.ts';

/** Agents' accounts: how they come to be, sign in, and are known to be there. */
export function accountStore(db: Database, write: Write): AccountStore {
  return {
    ...sessionStore(db, write),
    countAgents: () => countAgents(db),
    findAgent: (id) => findAgent(db, id),
    findPassword: (login) => findPassword(db, login),
    createInvitation: (invitation) =>
      write('account', async (trx) => {
        const { tokenHash, role, expiresAt } = invitation;
        await trx.deleteFrom('invitation').where('used_at', 'is', null).execute();
        await trx
          .insertInto('invitation')
          .values({ token_hash: tokenHash, role, expires_at: expiresAt })
          .execute();
      }),
    findInvitation: (tokenHash, now) => findInvitation(db, tokenHash, now),
    redeemInvitation: (tokenHash, agent) => write('account', (trx) => redeem(trx, tokenHash, agent)),
    setAvailable: (agent, available, at) =>
      write('account', async (trx) => {
        await setAvailable(trx, agent, available, at);
        await raiseInbox(trx);
      }),
    setDisabled: (agent, disabled) =>
      write('account', async (trx) => {
        await setDisabled(trx, agent, disabled);
        await raiseInbox(trx);
      }),
    touchAgents: (agents, at) => write('account', (trx) => touchAgents(trx, agents, at)),
    countAvailable: (seenSince) => countAvailable(db, seenSince),
  };
}

async function countAgents(db: Database): Promise<number> {
  const row = await db
    .selectFrom('agent')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

async function findAgent(db: Database, id: string): Promise<Agent | undefined> {
  const row = await db.selectFrom('agent').select(AGENT_COLUMNS).where('id', '=', id).executeTakeFirst();
  return row && toAgent(row);
}

async function findPassword(db: Database, login: string) {
  const row = await db
    .selectFrom('agent')
    .select(AGENT_COLUMNS)
    .select('password_hash')
    .where('login', '=', foldLogin(login))
    .executeTakeFirst();
  if (!row) return undefined;
  const { password_hash: passwordHash, ...agent } = row;
  return { agent: toAgent(agent), passwordHash };
}

async function findInvitation(db: Database, tokenHash: string, now: number) {
  const row = await db
    .selectFrom('invitation')
    .select('role')
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row?.role;
}

type Redeemed = 'created' | 'invalid' | 'login-taken';

async function redeem(
  trx: Trx,
  tokenHash: string,
  agent: Omit<NewAgent, 'role'>,
): Promise<Redeemed | Undone<Redeemed>> {
  const invitation = await trx
    .updateTable('invitation')
    .set({ used_at: agent.at })
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', agent.at)
    .returning('role')
    .executeTakeFirst();
  if (!invitation) return 'invalid';
  const created = await createAgent(trx, { ...agent, role: invitation.role });
  return created ? 'created' : new Undone<Redeemed>('login-taken');
}

async function createAgent(trx: Trx, agent: NewAgent): Promise<boolean> {
  const row = await trx
    .insertInto('agent')
    .values({
      id: agent.id,
      login: foldLogin(agent.login),
      name: agent.name,
      role: agent.role,
      password_hash: agent.passwordHash,
      capacity: agent.capacity,
      available: 0,
      disabled: 0,
      active: 0,
      seen_at: 0,
      created_at: agent.at,
    })
    .onConflict((conflict) => conflict.column('login').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Setting one's presence is a sign of life. */
async function setAvailable(trx: Trx, agent: string, available: boolean, at: number): Promise<void> {
  await trx
    .updateTable('agent')
    .set({ available: available ? 1 : 0 })
    .where('id', '=', agent)
    .execute();
  await touchAgents(trx, [agent], at);
}

async function setDisabled(trx: Trx, agent: string, disabled: boolean): Promise<void> {
  await trx
    .updateTable('agent')
    .set({ disabled: disabled ? 1 : 0, available: 0 })
    .where('id', '=', agent)
    .execute();
  await trx.deleteFrom('agent_session').where('agent', '=', agent).execute();
}

/** Never back in time: a late note of an earlier sign of life changes nothing. */
async function touchAgents(trx: Trx, agents: readonly string[], at: number): Promise<void> {
  if (agents.length === 0) return;
  await trx
    .updateTable('agent')
    .set({ seen_at: at })
    .where('id', 'in', agents)
    .where('seen_at', '<', at)
    .execute();
}

async function countAvailable(db: Database, seenSince: number): Promise<number> {
  const row = await db
    .selectFrom('agent')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('available', '=', 1)
    .where('disabled', '=', 0)
    .where('seen_at', '>=', seenSince)
    .executeTakeFirstOrThrow();
  return row.count;
}
