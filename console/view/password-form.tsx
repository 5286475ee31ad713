import { useRef, useState } from 'preact/hooks';
import { texts } from '../texts.ts';
import { useAttempt, useWorld } from './context.tsx';
import { NewPassword, SHORTEST_PASSWORD } from './new-password.tsx';
import { Button, Field, Problem } from './parts.tsx';
import { focus, value } from './sign-in.tsx';

const ATTEMPT = 'password';

type Problems = { current?: string; password?: string };

/** Changes the own password, which ends the account's other sessions. */
export function PasswordForm() {
  const { desk } = useWorld();
  const form = useRef<HTMLFormElement>(null);
  const [problems, setProblems] = useState<Problems>({});
  const [changed, setChanged] = useState(false);
  const { busy, problem } = useAttempt(ATTEMPT);

  function show(found: Problems) {
    setProblems(found);
    if (found.current) focus(form.current, 'current');
    else if (found.password) focus(form.current, 'password');
    return !found.current && !found.password;
  }
  async function submit(event: Event) {
    event.preventDefault();
    setChanged(false);
    const [current, next] = [value(form.current, 'current'), value(form.current, 'password')];
    if (busy || !show(check(current, next))) return;
    let wrong = false;
    const granted = await desk.command(
      ATTEMPT,
      (live) => live.ask('account:password', { current, next }),
      ({ code, field }) => {
        wrong = code === 'not-allowed' && field === 'current';
        return wrong ? { problem: texts.settings.wrongCurrent } : undefined;
      },
    );
    if (wrong) focus(form.current, 'current');
    if (!granted) return;
    form.current?.reset();
    setChanged(true);
  }
  const { settings, invitation } = texts;
  return (
    <details class="password">
      <summary>{settings.password}</summary>
      <form ref={form} onSubmit={submit} noValidate>
        <Field label={settings.current} problem={problems.current}>
          {(tie) => <input {...tie} name="current" type="password" autocomplete="current-password" />}
        </Field>
        <Field label={settings.next} hint={invitation.passwordHint} problem={problems.password}>
          {(tie) => <NewPassword tie={tie} shown={false} />}
        </Field>
        <Problem text={problem} />
        <p class="done" role="status">
          {changed && settings.changed}
        </p>
        <Button type="submit" busy={busy} busyLabel={settings.changing}>
          {settings.change}
        </Button>
      </form>
    </details>
  );
}

function check(current: string, next: string): Problems {
  return {
    ...(current === '' ? { current: texts.settings.currentMissing } : {}),
    ...(next.length < SHORTEST_PASSWORD ? { password: texts.invitation.passwordShort } : {}),
  };
}
