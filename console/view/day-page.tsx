import { useState } from 'preact/hooks';
import type { DayFigures } from '../../protocol/desk.ts';
import { texts } from '../texts.ts';
import { dayAfter, dayKey, dayName, durationWords, instantOf } from '../time.ts';
import { useWorld } from './context.tsx';
import { HourChart } from './hour-chart.tsx';
import { Button, LoadProblem } from './parts.tsx';
import { useLoaded } from './use-loaded.ts';

/** How often the figures are read again while somebody looks at them. */
const EVERY_MS = 15_000;

const percent = new Intl.NumberFormat('de-DE', { style: 'percent', maximumFractionDigits: 0 });

/** A supervisor's day at the desk, in figures. */
export function DayPage() {
  const { state } = useWorld();
  const { day } = texts;
  const today = dayKey(Date.now() + state.skew);
  const [date, setDate] = useState<string>();
  const shown = date ?? today;
  const loaded = useLoaded('figures:day', { date: shown }, EVERY_MS);
  const figures = loaded.value?.figures;
  const name = dayName(instantOf(`${shown}T12:00`));
  return (
    <main class="page" id="conversation" tabIndex={-1}>
      <div class="page-head">
        <h1>{day.title}</h1>
        <div class="day-choice">
          <Button class="small" onClick={() => setDate(dayAfter(shown, -1))}>
            {day.previous}
          </Button>
          <input
            type="date"
            aria-label={day.date}
            value={shown}
            max={today}
            onChange={(event) => setDate(event.currentTarget.value || undefined)}
          />
          {shown !== today && (
            <>
              <Button class="small" onClick={() => setDate(dayAfter(shown, 1))}>
                {day.next}
              </Button>
              <Button class="small" onClick={() => setDate(undefined)}>
                {day.today}
              </Button>
            </>
          )}
        </div>
      </div>
      <p class="lead">{name}</p>
      <LoadProblem of={loaded} />
      {figures && (
        <>
          <Tiles figures={figures} />
          <div class="day-parts">
            <HourChart hours={figures.hours} date={name} />
            <Agents agents={figures.agents} />
          </div>
        </>
      )}
    </main>
  );
}

function Tiles({ figures }: { figures: DayFigures }) {
  const { day } = texts;
  const { conversations, solvedByAssistant } = figures;
  const solved =
    conversations === 0
      ? day.none
      : day.ofAll(percent.format(solvedByAssistant / conversations), String(solvedByAssistant));
  const time = (ms: number | undefined) => (ms === undefined ? day.none : durationWords(ms));
  return (
    <dl class="tiles">
      <Tile name={day.waitingNow} value={String(figures.waitingNow)} calling={figures.waitingNow > 0} />
      <Tile name={day.longest} value={time(figures.longestWaitMs)} />
      <Tile name={day.median} value={time(figures.waitMedianMs)} />
      <Tile name={day.p90} value={time(figures.waitP90Ms)} hint={day.p90Hint} />
      <Tile name={day.conversations} value={String(conversations)} />
      <Tile name={day.solved} value={solved} hint={day.solvedHint} />
      <Tile name={day.handoffs} value={String(figures.handoffs)} />
      <Tile name={day.served} value={String(figures.served)} />
      <Tile name={day.abandoned} value={String(figures.abandoned)} hint={day.abandonedHint} />
      <Tile name={day.leftMessage} value={String(figures.leftMessage)} />
    </dl>
  );
}

type TileProps = { name: string; value: string; hint?: string; calling?: boolean };

function Tile({ name, value, hint, calling = false }: TileProps) {
  return (
    <div class={calling ? 'tile calling-tile' : 'tile'}>
      <dt>{name}</dt>
      <dd>
        {value}
        {hint && <span class="detail">{hint}</span>}
      </dd>
    </div>
  );
}

function Agents({ agents }: { agents: DayFigures['agents'] }) {
  const { day, team } = texts;
  return (
    <section aria-labelledby="agents-title">
      <h2 id="agents-title">{day.agents}</h2>
      {agents.length === 0 ? (
        <p class="empty">{day.noAgents}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{day.agent}</th>
              <th scope="col">{team.chats}</th>
            </tr>
          </thead>
          <tbody>
            {agents.map(({ id, name, chats }) => (
              <tr key={id}>
                <th scope="row">{name}</th>
                <td>{chats}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
