import { useState } from 'preact/hooks';
import type { Inbox } from '../../protocol/agent.ts';
import { attemptNames } from '../desk.ts';
import type { Agent } from '../state.ts';
import { texts } from '../texts.ts';
import { shortMoment } from '../time.ts';
import { useAttempt, useWorld } from './context.tsx';
import { PauseIcon } from './icons.tsx';
import { Button, Dialog, Problem } from './parts.tsx';
import { PauseDialog } from './pause-dialog.tsx';

/** Who works here, whether visitors can reach people, and how the line stands. */
export function TopBar({ agent }: { agent: Agent }) {
  const { inbox } = useWorld().state;
  return (
    <header class="top">
      <p class="brand">
        <span class="mark" aria-hidden="true" />
        {texts.product} <span class="place">{texts.place}</span>
      </p>
      {inbox && <DeskState inbox={inbox} />}
      <div class="top-tools">
        <LineState />
        {inbox && agent.role === 'supervisor' && <PauseSwitch inbox={inbox} />}
        {inbox && <Presence available={inbox.me.available} />}
        <Me agent={agent} owned={inbox?.mine.length ?? 0} />
      </div>
    </header>
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
    <p class={`line-state ${line}`} role="status">
      <span class="dot" aria-hidden="true" />
      {texts.line[line]}
    </p>
  );
}

function Presence({ available }: { available: boolean }) {
  const { desk } = useWorld();
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
    <fieldset class="segments" aria-busy={busy}>
      <legend class="hidden">{texts.top.status}</legend>
      {option(true, texts.top.available)}
      {option(false, texts.top.away)}
      <Problem text={problem} />
    </fieldset>
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
      <Button onClick={() => setAsking(true)} aria-haspopup="dialog">
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
