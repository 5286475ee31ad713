import { useState } from 'preact/hooks';
import type { GapCluster, GapStatus } from '../../protocol/workbench.ts';
import { sentence } from '../refusals.ts';
import { workbenchTexts } from '../texts/workbench.ts';
import { dayName, instantOf } from '../time.ts';
import { useWorld } from './context.tsx';
import { Button, LoadProblem, Problem } from './parts.tsx';
import { useLoaded } from './use-loaded.ts';

/** How often the list is read again while somebody looks at it. */
const EVERY_MS = 60_000;

type Filter = GapStatus | 'all';
const FILTERS: readonly Filter[] = ['open', 'taken', 'done', 'all'];

/** What visitors asked and the knowledge lacks, alike questions together. */
export function GapsPage() {
  const { gaps } = workbenchTexts;
  const [filter, setFilter] = useState<Filter>('open');
  const loaded = useLoaded('gaps:list', {}, EVERY_MS);
  const clusters = loaded.value?.clusters.filter(({ status }) => filter === 'all' || status === filter);
  return (
    <main class="page" id="conversation" tabIndex={-1}>
      <div class="page-head">
        <h1>{gaps.title}</h1>
        <fieldset class="gap-filter">
          <legend>{gaps.show}</legend>
          {FILTERS.map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="gap-filter"
                checked={filter === one}
                onChange={() => setFilter(one)}
              />
              {gaps.filter[one]}
            </label>
          ))}
        </fieldset>
      </div>
      <p class="lead">{gaps.lead}</p>
      {loaded.value?.cut && <p class="lead">{gaps.cut}</p>}
      <LoadProblem of={loaded} />
      {clusters?.length === 0 && <p class="empty">{filter === 'open' ? gaps.empty : gaps.nothingSo}</p>}
      <ul class="gaps">
        {clusters?.map((cluster) => (
          <GapItem key={cluster.id} cluster={cluster} onChange={loaded.reload} />
        ))}
      </ul>
    </main>
  );
}

function GapItem({ cluster, onChange }: { cluster: GapCluster; onChange: () => void }) {
  const { gaps } = workbenchTexts;
  const { question, questions, count, open, status, kinds, nearest, agentName } = cluster;
  const others = questions.slice(1);
  return (
    <li class="gap">
      <h2>„{question}“</h2>
      <p class="gap-facts">
        <strong>{gaps.count(count)}</strong>
        <span>{status === 'taken' && agentName ? gaps.takenBy(agentName) : gaps.status[status]}</span>
        {status === 'taken' && open > 0 && <span>{gaps.newOnes(open)}</span>}
        {kinds.map(({ kind, count: times }) => (
          <span key={kind}>
            {times} × {gaps.kinds[kind]}
          </span>
        ))}
      </p>
      <p>{nearest ? gaps.nearest(nearest.title) : gaps.noNearest}</p>
      {others.length > 0 && (
        <details>
          <summary>{gaps.more(others.length)}</summary>
          <ul>
            {others.map((other) => (
              <li key={other}>{other}</li>
            ))}
          </ul>
        </details>
      )}
      <Weeks cluster={cluster} />
      <Marks cluster={cluster} onChange={onChange} />
    </li>
  );
}

function Weeks({ cluster: { weeks } }: { cluster: GapCluster }) {
  const { gaps } = workbenchTexts;
  return (
    <ul class="gap-weeks" aria-label={gaps.weeks}>
      {weeks.map(({ week, count }) => (
        <li key={week}>{gaps.week(dayName(instantOf(`${week}T12:00`)), count)}</li>
      ))}
    </ul>
  );
}

function Marks({
  cluster: { id, question, status },
  onChange,
}: {
  cluster: GapCluster;
  onChange: () => void;
}) {
  const { gaps } = workbenchTexts;
  const { desk } = useWorld();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const mark = async (name: 'gap:take' | 'gap:done' | 'gap:reopen') => {
    setBusy(true);
    const answer = await desk.ask(name, { gap: id });
    setBusy(false);
    setProblem(answer.ok ? undefined : sentence(answer.error));
    if (answer.ok) onChange();
  };
  const button = (name: 'gap:take' | 'gap:done' | 'gap:reopen', label: string) => (
    <Button class="small" busy={busy} aria-label={gaps.of(label, question)} onClick={() => void mark(name)}>
      {label}
    </Button>
  );
  return (
    <div class="row-actions">
      {status === 'open' && button('gap:take', gaps.take)}
      {status !== 'done' && button('gap:done', gaps.done)}
      {status !== 'open' && button('gap:reopen', gaps.reopen)}
      <Problem text={problem} />
    </div>
  );
}
