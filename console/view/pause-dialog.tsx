import { useRef, useState } from 'preact/hooks';
import { attemptNames } from '../desk.ts';
import { texts } from '../texts.ts';
import { dayKey, instantOf, wallTime } from '../time.ts';
import { useAttempt, useWorld } from './context.tsx';
import { Button, Dialog, Field, Problem } from './parts.tsx';
import { focus, value } from './sign-in.tsx';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const STEP = 5 * MINUTE;
/** As the protocol allows. */
const LONGEST_NOTICE = 300;

type Problems = { notice?: string; until?: string };

/** A supervisor closes the chat for a while: what visitors read, and when it opens again. */
export function PauseDialog({ onClose }: { onClose: () => void }) {
  const { desk, state } = useWorld();
  const form = useRef<HTMLFormElement>(null);
  const { busy, problem } = useAttempt(attemptNames.pause);
  const now = Date.now() + state.skew;
  const [until, setUntil] = useState(() => rounded(now + HOUR));
  const [problems, setProblems] = useState<Problems>({});

  async function submit(event: Event) {
    event.preventDefault();
    if (busy) return;
    const notice = value(form.current, 'notice').trim();
    const found = check(notice, instantOf(until), now);
    setProblems(found);
    if (found.notice || found.until) return focus(form.current, found.notice ? 'notice' : 'until');
    if (await desk.pause({ notice, until: instantOf(until) })) onClose();
  }

  const { pause } = texts;
  return (
    <Dialog title={pause.title} onClose={onClose}>
      <p class="lead">{pause.lead}</p>
      <form ref={form} onSubmit={submit} noValidate>
        <Field label={pause.notice} hint={pause.noticeHint} problem={problems.notice}>
          {(tie) => <textarea {...tie} name="notice" rows={3} maxLength={LONGEST_NOTICE} />}
        </Field>
        <Field label={pause.until} hint={pause.untilHint} problem={problems.until}>
          {(tie) => (
            <input
              {...tie}
              name="until"
              type="datetime-local"
              value={until}
              onInput={(event) => setUntil(event.currentTarget.value)}
            />
          )}
        </Field>
        <div class="suggestions">
          {suggestions(now).map(({ label, wall }) => (
            <Button key={label} class="small" aria-pressed={wall === until} onClick={() => setUntil(wall)}>
              {label}
            </Button>
          ))}
        </div>
        <Problem text={problem} />
        <div class="dialog-buttons">
          <Button onClick={onClose}>{pause.cancel}</Button>
          <Button type="submit" class="primary" busy={busy} busyLabel={pause.busy}>
            {pause.submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function check(notice: string, until: number, now: number): Problems {
  return {
    ...(notice === '' ? { notice: texts.pause.noticeMissing } : {}),
    ...(until > now ? {} : { until: texts.pause.untilMissing }),
  };
}

/** Usual ends of a pause, as wall times; those that have passed are left out. */
function suggestions(now: number): { label: string; wall: string }[] {
  const { pause } = texts;
  const tomorrow = dayKey(instantOf(`${dayKey(now)}T12:00`) + 24 * HOUR);
  return [
    { label: pause.oneHour, wall: rounded(now + HOUR) },
    { label: pause.twoHours, wall: rounded(now + 2 * HOUR) },
    { label: pause.endOfDay, wall: `${dayKey(now)}T20:00` },
    { label: pause.tomorrow, wall: `${tomorrow}T08:00` },
  ].filter(({ wall }) => instantOf(wall) > now);
}

/** The wall time, rounded up to full five minutes. */
function rounded(at: number): string {
  return wallTime(Math.ceil(at / STEP) * STEP);
}
