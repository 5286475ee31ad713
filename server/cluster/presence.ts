import type { Clock } from '../clock.ts';
import type { Cluster } from './cluster.ts';
import type { Query } from './line.ts';
import { countSockets } from './sockets.ts';

/** How long a process counts as alive after its last sign; a dead one's visitors are gone then. */
const LEASE_MS = 30_000;
const RENEW_MS = 10_000;
/** Changes are written together after this while: at a storm of reconnects that is one statement for hundreds. */
const GATHER_MS = 50;

export interface PresenceOptions {
  /** Names this process; never used again by another. */
  readonly process: string;
  /** Undefined while the database cannot be reached. */
  readonly query: (...args: Parameters<Query>) => Promise<Awaited<ReturnType<Query>> | undefined>;
  readonly clock: Clock;
  /** Called when others would see something new. */
  readonly changed: () => void;
}

export interface Presence {
  readonly came: Cluster['visitorCame'];
  readonly online: Cluster['visitorsOnline'];
  /** Writes everything anew, as after a time without a connection. */
  announce(query: Query): Promise<void>;
  leave(): Promise<void>;
}

/** Visitors' sockets as rows (conversation, process). A row counts while its process renews its lease. */
export function createPresence({ process, query, clock, changed }: PresenceOptions): Presence {
  const name = `process:${process}`;
  const dirty = new Set<string>();
  let gathering: NodeJS.Timeout | undefined;
  const sockets = countSockets((conversation) => {
    dirty.add(conversation);
    gathering ??= setTimeout(() => void write(), GATHER_MS).unref();
  });
  const write = async () => {
    gathering = undefined;
    const touched = [...dirty];
    dirty.clear();
    const here = touched.filter(sockets.has);
    const gone = touched.filter((conversation) => !sockets.has(conversation));
    // Asked at once: what a later write asks must not come between.
    const [added, deleted] = await Promise.all([
      here.length === 0 ? [] : query(INSERT, [here, process]),
      gone.length === 0 ? [] : query(DELETE, [gone, process]),
    ]);
    if (added === undefined || deleted === undefined) for (const missed of touched) dirty.add(missed);
    changed();
  };
  const announce = async (through: Query) => {
    await through(RENEW, [name, process, clock.now() + LEASE_MS]);
    await through('delete from presence where process = $1', [process]);
    await through(INSERT, [sockets.all(), process]);
  };
  const renew = async () => {
    const [lease] = (await query(RENEW, [name, process, clock.now() + LEASE_MS])) ?? [];
    // Others took this process for dead and cleared its rows.
    if (lease?.fresh === true) await query(INSERT, [sockets.all(), process]);
    const [cleared] = (await query(CLEAR, [clock.now()])) ?? [];
    if (Number(cleared?.count ?? 0) > 0) changed();
    if (dirty.size > 0 && gathering === undefined) await write();
  };
  const stop = clock.every(RENEW_MS, () => void renew());
  return {
    came: sockets.came,
    announce,
    async online(conversations) {
      const elsewhere = conversations.filter((conversation) => !sockets.has(conversation));
      const rows = elsewhere.length === 0 ? [] : await query(FIND, [elsewhere, clock.now()]);
      const found = (rows ?? []).map(({ conversation }) => String(conversation));
      return new Set([...conversations.filter(sockets.has), ...found]);
    },
    async leave() {
      stop();
      clearTimeout(gathering);
      await query('delete from presence where process = $1', [process]);
      await query('delete from lease where name = $1', [name]);
    },
  };
}

const INSERT = `insert into presence (conversation, process) select unnest($1::text[]), $2 on conflict do nothing`;
const DELETE = `delete from presence where conversation = any($1::text[]) and process = $2`;
const FIND = `select distinct conversation from presence
  join lease on lease.name = 'process:' || presence.process and lease.until > $2
  where conversation = any($1::text[])`;
const RENEW = `insert into lease (name, holder, until) values ($1, $2, $3)
  on conflict (name) do update set until = excluded.until returning xmax = 0 as fresh`;
/** Takes away dead processes with all that was theirs. */
const CLEAR = `with dead as (delete from lease where name like 'process:%' and until < $1 returning holder),
  orphans as (delete from presence where process in (select holder from dead) returning 1)
  select count(*) from orphans`;
