import type { GapStatus, UsageMeasure } from '../../protocol/workbench.ts';
import { newId } from '../ids.ts';
import { prepared } from './prepared.ts';
import { present } from './rows.ts';
import type { NewGap, StoredGap, Usage, UsageSum, WorkbenchStore } from './store.ts';
import type { Database, Trx } from './tables.ts';
import { excerpt } from './text.ts';
import type { Write } from './write.ts';

/** Ids in one UPDATE; databases bound their values. */
const MOST_IDS = 500;

/** What editors learn from: gaps, and text-free counts of use. */
export function workbenchStore(write: Write, longReads: Database): WorkbenchStore {
  return {
    listGaps: (since, limit) => listGaps(longReads, since, limit),
    markGaps: (ids, status, agent) => write('desk', (trx) => markGaps(trx, ids, status, agent)),
    usageSince: (from) => usageSince(longReads, from),
  };
}

/** Longest question kept, in UTF-16 units. */
const MOST_TEXT = 400;

/** Stores a gap beside the turn that showed it. */
export async function insertGap(trx: Trx, conversation: string, at: number, gap: NewGap): Promise<void> {
  const { nearest = null, question, ...row } = gap;
  await trx
    .insertInto('gap')
    .values({ ...row, question: excerpt(question, MOST_TEXT), nearest, conversation, at, status: 'open' })
    .execute();
}

const insertUsage = prepared((db, row: UsageValues) => db.insertInto('usage').values(usageRow(row)));
/** Most turns count that something was asked and what answered it: one statement for both. */
const insertTwoUsages = prepared(
  (db, two: { [Key in keyof UsageValues as `${Key}2`]: UsageValues[Key] } & UsageValues) =>
    db
      .insertInto('usage')
      .values([
        usageRow(two),
        { id: two.id2, week: two.week2, measure: two.measure2, source: two.source2, count: two.count2 },
      ]),
);

type UsageValues = { id: string; week: string; measure: UsageMeasure; source: string; count: number };

/** Each value by name, since a prepared query knows no others. */
function usageRow({ id, week, measure, source, count }: UsageValues): UsageValues {
  return { id, week, measure, source, count };
}

/** Rows for what a turn counted. */
export function newUsage({ week, counts }: Usage): UsageValues[] {
  return counts.map((count) => ({ id: newId(), week, ...count }));
}

/** Appends what a turn counted. Rows are only added: a row that all turns changed would make them wait for each other. */
export async function addUsage(trx: Trx, usage: Usage): Promise<void> {
  const rows = newUsage(usage);
  const [one, two] = rows;
  if (rows.length !== 2 || one === undefined || two === undefined) {
    for (const row of rows) await insertUsage(trx, row);
    return;
  }
  await insertTwoUsages(trx, {
    id2: two.id,
    week2: two.week,
    measure2: two.measure,
    source2: two.source,
    count2: two.count,
    ...one,
  });
}

async function listGaps(db: Database, since: number, limit: number): Promise<readonly StoredGap[]> {
  const rows = await db
    .selectFrom('gap')
    .leftJoin('agent', 'agent.id', 'gap.agent')
    .where('gap.at', '>=', since)
    .orderBy('gap.at', 'desc')
    .orderBy('gap.id', 'desc')
    .limit(limit)
    .select([
      'gap.id',
      'gap.conversation',
      'gap.at',
      'gap.kind',
      'gap.question',
      'gap.nearest',
      'gap.revision',
      'gap.status',
      'gap.agent',
      'agent.name as agentName',
    ])
    .execute();
  return rows.map((row) => present(row));
}

async function markGaps(
  trx: Trx,
  ids: readonly string[],
  status: GapStatus,
  agent: string | undefined,
): Promise<void> {
  for (let from = 0; from < ids.length; from += MOST_IDS)
    await trx
      .updateTable('gap')
      .set({ status, agent: status === 'open' ? null : (agent ?? null) })
      .where('id', 'in', ids.slice(from, from + MOST_IDS))
      .execute();
}

async function usageSince(db: Database, from: string): Promise<readonly UsageSum[]> {
  const rows = await db
    .selectFrom('usage')
    .where('week', '>=', from)
    .groupBy(['week', 'measure', 'source'])
    .orderBy('week')
    .orderBy('measure')
    .orderBy('source')
    .select((eb) => ['week', 'measure', 'source', eb.fn.sum<number>('count').as('count')])
    .execute();
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}
