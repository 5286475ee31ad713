import type { AwayReason } from '../../protocol/agent.ts';
import { AGENT_COLUMNS, toAgent } from './agent-rows.ts';
import { raiseInbox } from './inbox.ts';
import { resetStore } from './resets.ts';
import { sessionStore } from './sessions.ts';
import type { AccountStore, Agent, AgentAtWork, NewAgent } from './store.ts';
import type { Database, Trx } from './tables.ts';
import { foldLogin } from './text.ts';
import { Undone, type Write } from './write.ts';

/** Agents' accounts: how they come to be, sign in, and are known to be there. */
export function accountStore(db: Database, write: Write): AccountStore {
  return {
    ...sessionStore(db, write),
    ...resetStore(db, write),
    countAgents: () => countAgents(db),
    findAgent: (id) => findAgent(db, id),
    findPassword: (login) => findPassword(db, login),
    createInvitation: (invitation) =>
      write('account', async (trx) => {
        await trx.deleteFrom('invitation').where('used_at', 'is', null).where('agent', 'is', null).execute();
        await insertInvitation(trx, invitation);
      }),
    addInvitation: (invitation) => write('account', (trx) => insertInvitation(trx, invitation)),
    findInvitation: (tokenHash, now) => findInvitation(db, tokenHash, now),
    redeemInvitation: (tokenHash, agent) => write('account', (trx) => redeem(trx, tokenHash, agent)),
    listAgents: () => listAgents(db),
    setAvailable: (agent, available, at, awayReason) =>
      write('account', async (trx) => {
        await setAvailable(trx, agent, available, at, awayReason);
        await raiseInbox(trx);
      }),
    setDisabled: (agent, disabled) =>
      write('account', async (trx) => {
        const changed = await setDisabled(trx, agent, disabled);
        if (changed) await raiseInbox(trx);
        return changed;
      }),
    setCapacity: (agent, capacity) =>
      write('account', async (trx) => {
        const changed = await setCapacity(trx, agent, capacity);
        if (changed) await raiseInbox(trx);
        return changed;
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
    .where('agent', 'is', null)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row?.role;
}

type NewInvitation = Parameters<AccountStore['addInvitation']>[0];

async function insertInvitation(trx: Trx, { tokenHash, role, expiresAt }: NewInvitation): Promise<void> {
  await trx.insertInto('invitation').values({ token_hash: tokenHash, role, expires_at: expiresAt }).execute();
}

async function listAgents(db: Database): Promise<readonly AgentAtWork[]> {
  const rows = await db
    .selectFrom('agent')
    .select(AGENT_COLUMNS)
    .select(['agent.active', 'agent.seen_at as seenAt', 'agent.created_at as createdAt'])
    .orderBy('agent.name')
    .orderBy('agent.id')
    .execute();
  return rows.map(toAgent);
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
    .where('agent', 'is', null)
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
async function setAvailable(
  trx: Trx,
  agent: string,
  available: boolean,
  at: number,
  awayReason?: AwayReason,
): Promise<void> {
  await trx
    .updateTable('agent')
    .set({ available: available ? 1 : 0, away_reason: available ? null : (awayReason ?? null) })
    .where('id', '=', agent)
    .execute();
  await touchAgents(trx, [agent], at);
}

/** The supervisors are locked first, so that two of them cannot shut out each other at once. */
async function setDisabled(trx: Trx, agent: string, disabled: boolean): Promise<boolean> {
  const supervisors = await trx
    .updateTable('agent')
    .set((eb) => ({ disabled: eb.ref('disabled') }))
    .where('role', '=', 'supervisor')
    .where('disabled', '=', 0)
    .returning('id')
    .execute();
  if (disabled && supervisors.length === 1 && supervisors[0]?.id === agent) return false;
  const row = await trx
    .updateTable('agent')
    .set({ disabled: disabled ? 1 : 0, available: 0 })
    .where('id', '=', agent)
    .returning('id')
    .executeTakeFirst();
  await trx.deleteFrom('agent_session').where('agent', '=', agent).execute();
  // Whoever could make links may have kept some.
  if (disabled && supervisors.some(({ id }) => id === agent))
    await trx.deleteFrom('invitation').where('used_at', 'is', null).execute();
  return row !== undefined;
}

/** Chats above a lower capacity stay with the agent; only new ones are refused. */
async function setCapacity(trx: Trx, agent: string, capacity: number): Promise<boolean> {
  const row = await trx
    .updateTable('agent')
    .set({ capacity })
    .where('id', '=', agent)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
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
