import type { NewAudit, StoredAudit } from './privacy-port.ts';
import { present } from './rows.ts';
import type { Database, Trx } from './tables.ts';

export async function insertAudit(trx: Trx, entry: NewAudit): Promise<void> {
  const { byVisitor = false, agent, conversation, address, count, ...row } = entry;
  await trx
    .insertInto('audit')
    .values({
      ...row,
      by_visitor: Number(byVisitor),
      agent: agent ?? null,
      conversation: conversation ?? null,
      address: address ?? null,
      count: count ?? null,
    })
    .execute();
}

export async function listAudit(
  db: Database,
  before: string | undefined,
  limit: number,
): Promise<readonly StoredAudit[]> {
  const from =
    before === undefined
      ? undefined
      : await db.selectFrom('audit').select(['at', 'id']).where('id', '=', before).executeTakeFirst();
  if (before !== undefined && from === undefined) return [];
  const rows = await db
    .selectFrom('audit')
    .leftJoin('agent', 'agent.id', 'audit.agent')
    .$if(from !== undefined, (query) =>
      query.where((eb) =>
        eb.or([
          eb('audit.at', '<', from!.at),
          eb.and([eb('audit.at', '=', from!.at), eb('audit.id', '<', from!.id)]),
        ]),
      ),
    )
    .orderBy('audit.at', 'desc')
    .orderBy('audit.id', 'desc')
    .limit(limit)
    .select([
      'audit.id',
      'audit.at',
      'audit.action',
      'audit.agent',
      'audit.by_visitor as byVisitor',
      'audit.conversation',
      'audit.address',
      'audit.count',
      'agent.name as agentName',
    ])
    .execute();
  return rows.map(({ byVisitor, ...row }) => ({ ...present(row), byVisitor: byVisitor === 1 }));
}
