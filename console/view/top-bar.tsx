import { useState } from 'preact/hooks';
import type { AwayReason, Inbox } from '../../protocol/agent.ts';
import { attemptNames } from '../desk.ts';
import { pagesFor } from '../pages.ts';
import { START_PAGE } from '../routes.ts';
import type { Agent } from '../state.ts';
import { texts } from '../texts.ts';
import { shortMoment } from '../time.ts';
import { useAttempt, useWorld } from './context.tsx';
import { PauseIcon } from './icons.tsx';
import { Button, Dialog, Problem } from './parts.tsx';
import { PauseDialog } from './pause-dialog.tsx';
import { SettingsButton } from './settings-dialog.tsx';
import { ShortcutsHelp } from './shortcuts-dialog.tsx';

/** Who works here, whether visitors can reach people, and how the line stands. */
export function TopBar({ agent, page }: { agent: Agent; page: string }) {
  const { inbox } = useWorld().state;
  return (
    <header class="top">
      <p class="brand">
        <span class="mark" aria-hidden="true" />
        {texts.product} <span class="place">{texts.place}</span>
      </p>
      <Pages agent={agent} page={page} />
      {inbox && <DeskState inbox={inbox} />}
      <div class="top-tools">
        <LineState />
        {inbox && agent.role === 'supervisor' && <PauseSwitch inbox={inbox} />}
        {inbox && <Presence me={inbox.me} />}
        <ShortcutsHelp />
        <SettingsButton />
        <Me agent={agent} owned={inbox?.mine.length ?? 0} />
      </div>
    </header>
  );
}

/** The way between the pages; who has only one needs none. */
function Pages({ agent, page }: { agent: Agent; page: string }) {
  const { inbox } = useWorld().state;
  const pages = pagesFor(agent.role).filter(({ unlisted }) => unlisted !== true);
  if (pages.length < 2) return null;
  const waiting = inbox?.waiting.length ?? 0;
  return (
    <nav class="pages" aria-label={texts.pages.navigation}>
      {pages.map((one) => (
        <a key={one.page} href={one.page} aria-current={one.page === page ? 'page' : undefined}>
          {one.label}
          {one.page === START_PAGE && page !== START_PAGE && waiting > 0 && (
            <span class="waiting-count">
              {waiting} <span class="hidden">{texts.list.waiting}</span>
            </span>
          )}
        </a>
      ))}
    </nav>
  );
}

function DeskState({ inbox: { desk, now } }: { inbox: Inbox }) {
  const { top } = texts;
  const state = desk.pause ? 'paused' : desk.open ? 'open' : 'closed';
  const words = desk.pause
    ? top.paused(shortMoment(desk.pause.until, now))
    : desk.open
      ? top.open
      : top.closed;
  return (
    <p class={`desk-state ${state}`}>
      <span class="dot" aria-hidden="true" />
      <span>
        <strong>{words}</strong>
        <span class="detail">
          {desk.hours} · {top.present(desk.agentsAvailable)}
        </span>
      </span>
    </p>
  );
}

function LineState() {
  const { line } = useWorld().state;
  return (
    <p class={`line-state ${line}`} role="status" title={texts.line[line]}>
      <span class="dot" aria-hidden="true" />
      <span class={line === 'up' ? 'hidden' : undefined}>{texts.line[line]}</span>
    </p>
  );
}

function Presence({ me }: { me: Inbox['me'] }) {
  const { desk } = useWorld();
  const { available } = me;
  const { busy, problem } = useAttempt(attemptNames.presence);
  const option = (value: boolean, label: string) => (
    <label class={value ? 'available' : 'away'}>
      <input
        type="radio"
        name="presence"
        checked={available === value}
        disabled={busy && available === value}
        onChange={() => void desk.setAvailable(value)}
      />
      <span>{label}</span>
    </label>
  );
  return (
    <div class="status">
      <fieldset class="segments" aria-busy={busy}>
        <legend class="hidden">{texts.top.status}</legend>
        {option(true, texts.top.available)}
        {option(false, texts.top.away)}
      </fieldset>
      {!available && <Reason reason={me.awayReason ?? 'other'} />}
      <Problem text={problem} />
    </div>
  );
}

/** Why somebody is away; colleagues see it when they hand a chat on. */
function Reason({ reason }: { reason: AwayReason }) {
  const { desk } = useWorld();
  const { awayReason, awayReasons } = texts.top;
  return (
    <select
      aria-label={awayReason}
      value={reason}
      onChange={(event) => void desk.setAvailable(false, event.currentTarget.value as AwayReason)}
    >
      {Object.entries(awayReasons).map(([value, label]) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}

function PauseSwitch({ inbox }: { inbox: Inbox }) {
  const { desk } = useWorld();
  const [asking, setAsking] = useState(false);
  const { busy, problem } = useAttempt(attemptNames.resume);
  if (inbox.desk.pause !== undefined)
    return (
      <>
        <Button busy={busy} onClick={() => void desk.resume()}>
          {texts.top.resume}
        </Button>
        <Problem text={problem} />
      </>
    );
  return (
    <>
      <Button aria-label={texts.top.pauseLabel} aria-haspopup="dialog" onClick={() => setAsking(true)}>
        <PauseIcon />
        {texts.top.pause}
      </Button>
      {asking && <PauseDialog onClose={() => setAsking(false)} />}
    </>
  );
}

function Me({ agent, owned }: { agent: Agent; owned: number }) {
  const { sessions } = useWorld();
  const [asking, setAsking] = useState(false);
  const signOut = () => void sessions.signOut();
  return (
    <div class="me">
      <p>
        <strong>{agent.name}</strong>
        <span class="detail">{texts.top.role[agent.role]}</span>
      </p>
      <Button class="quiet" onClick={owned > 0 ? () => setAsking(true) : signOut}>
        {texts.top.signOut}
      </Button>
      {asking && (
        <Dialog title={texts.top.signOutTitle} onClose={() => setAsking(false)}>
          <p>{texts.top.signOutLead(owned)}</p>
          <div class="dialog-buttons">
            <Button onClick={() => setAsking(false)}>{texts.top.stay}</Button>
            <Button class="danger" onClick={signOut}>
              {texts.top.signOut}
            </Button>
          </div>
        </Dialog>
      )}
    </div>
  );
}
