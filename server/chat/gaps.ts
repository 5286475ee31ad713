import type { GapCluster, GapKind, GapStatus } from '../../protocol/workbench.ts';
import { weekOf } from '../hours/week.ts';
import { clusterApart } from '../knowledge/cluster-apart.ts';
import type { Cluster } from '../knowledge/clusters.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { RequestError } from '../request-error.ts';
import type { Agent, Store, StoredGap } from '../store/store.ts';
import type { ChatParts } from './parts.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** How far back gaps are looked at. */
export const GAPS_SINCE_MS = 12 * 7 * DAY_MS;
/** The newest of them; clustering more would keep who asks waiting. */
const MOST = 1_500;
const MOST_WORDINGS = 10;

/** A cluster with the rows that it is made of. */
export interface GapGroup {
  readonly shown: GapCluster;
  readonly rows: readonly StoredGap[];
  readonly wordings: readonly string[];
}

export interface GapOverview {
  readonly groups: readonly GapGroup[];
  /** There were more than are looked at. */
  readonly cut: boolean;
}

/** Gaps of the last twelve weeks, alike ones together: those with open questions first, then the largest. */
export async function readGaps(
  store: Pick<Store, 'listGaps'>,
  knowledge: Knowledge,
  now: number,
): Promise<GapOverview> {
  const rows = await store.listGaps(now - GAPS_SINCE_MS, MOST + 1);
  const looked = rows.slice(0, MOST).toReversed();
  const byId = new Map(looked.map((row) => [row.id, row]));
  const clusters = await clustersOf(looked, knowledge);
  const groups = clusters.map((cluster) => groupOf(cluster, byId, knowledge));
  return {
    groups: groups.sort(
      (a, b) =>
        RANK[a.shown.status] - RANK[b.shown.status] ||
        b.shown.count - a.shown.count ||
        b.shown.at - a.shown.at,
    ),
    cut: rows.length > MOST,
  };
}

/** The last clustering; rows never change their words, so the same ids mean the same clusters. */
const known = new WeakMap<
  Knowledge,
  { readonly key: string; readonly clusters: Promise<readonly Cluster[]> }
>();

function clustersOf(rows: readonly StoredGap[], knowledge: Knowledge): Promise<readonly Cluster[]> {
  const key = `${rows.length} ${rows[0]?.id} ${rows.at(-1)?.id}`;
  const last = known.get(knowledge);
  if (last?.key === key) return last.clusters;
  const asked = rows.map(({ id, question }) => ({ id, text: question }));
  const clusters = clusterApart(asked, knowledge);
  known.set(knowledge, { key, clusters });
  clusters.catch(() => known.delete(knowledge));
  return clusters;
}

const RANK: Readonly<Record<GapStatus, number>> = { open: 0, taken: 1, done: 2 };

function groupOf(cluster: Cluster, byId: ReadonlyMap<string, StoredGap>, knowledge: Knowledge): GapGroup {
  const rows = cluster.members.map(({ id }) => byId.get(id)!);
  const nearest = mostFrequent(
    rows.flatMap((row) => row.nearest ?? []).filter((id) => knowledge.articles.has(id)),
  );
  const agentName = rows.findLast(({ status }) => status === 'taken')?.agentName;
  return {
    rows,
    wordings: cluster.wordings,
    shown: {
      id: cluster.id,
      question: cluster.wordings[0]!,
      questions: cluster.wordings.slice(0, MOST_WORDINGS),
      count: rows.length,
      open: rows.filter(({ status }) => status === 'open').length,
      status: statusOf(rows),
      kinds: tally(rows.map(({ kind }) => kind)).map(([kind, count]) => ({ kind: kind as GapKind, count })),
      weeks: tally(rows.map(({ at }) => weekOf(knowledge.hours.zone, at)))
        .map(([week, count]) => ({ week, count }))
        .sort((a, b) => (a.week < b.week ? -1 : 1)),
      ...(nearest === undefined
        ? {}
        : { nearest: { id: nearest, title: knowledge.articles.get(nearest)!.title } }),
      ...(agentName === undefined ? {} : { agentName }),
      at: rows.at(-1)!.at,
    },
  };
}

/** A question that came after the cluster was done opens it again. */
function statusOf(rows: readonly StoredGap[]): GapStatus {
  const some = (status: GapStatus) => rows.some((row) => row.status === status);
  if (some('taken')) return 'taken';
  return some('open') ? 'open' : 'done';
}

function tally(names: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

function mostFrequent(names: readonly string[]): string | undefined {
  return tally(names)[0]?.[0];
}

/** For the console. */
export async function listGaps(parts: ChatParts): Promise<{ clusters: GapCluster[]; cut: boolean }> {
  const { groups, cut } = await readGaps(parts.store, parts.inForce().knowledge, parts.clock.now());
  return { clusters: groups.map(({ shown }) => shown), cut };
}

/**
 * Sets how far all questions of a cluster are.
 * @throws RequestError `not-found`
 */
export async function markGap(parts: ChatParts, agent: Agent, id: string, status: GapStatus): Promise<void> {
  const { groups } = await readGaps(parts.store, parts.inForce().knowledge, parts.clock.now());
  const group = groups.find(({ rows }) => rows.some((row) => row.id === id));
  if (group === undefined) throw new RequestError('not-found');
  await parts.store.markGaps(
    group.rows.map((row) => row.id),
    status,
    agent.id,
  );
}
