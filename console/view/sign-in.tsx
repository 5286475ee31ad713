import { useEffect, useRef, useState } from 'preact/hooks';
import type { Refused } from '../../widget/shared/connection.ts';
import { sentence } from '../refusals.ts';
import { texts } from '../texts.ts';
import { useWorld } from './context.tsx';
import { Button, Field, Problem } from './parts.tsx';
import { Sheet } from './sheet.tsx';

type Missing = { login?: string; password?: string };

/** The form before everything else; says so when it stands here because a session has ended. */
export function SignIn({ expired }: { expired: boolean }) {
  const { sessions } = useWorld();
  const form = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  const [missing, setMissing] = useState<Missing>({});
  const [problem, setProblem] = useState<string>();

  useEffect(() => focus(form.current, 'login'), []);

  async function submit(event: Event) {
    event.preventDefault();
    if (busy) return;
    const login = value(form.current, 'login').trim();
    const password = value(form.current, 'password');
    const lacks = check(login, password);
    setMissing(lacks);
    setProblem(undefined);
    if (lacks.login || lacks.password) return focus(form.current, lacks.login ? 'login' : 'password');
    setBusy(true);
    const refused = await sessions.signIn(login, password);
    setBusy(false);
    if (refused === undefined) return;
    setProblem(words(refused));
    focus(form.current, 'password');
  }

  const { signIn } = texts;
  return (
    <Sheet title={signIn.title} lead={expired ? signIn.expired : signIn.lead} urgent={expired}>
      <form ref={form} onSubmit={submit} noValidate>
        <Field label={signIn.login} problem={missing.login}>
          {(tie) => (
            <input {...tie} name="login" autocomplete="username" autocapitalize="none" spellcheck={false} />
          )}
        </Field>
        <Field label={signIn.password} problem={missing.password}>
          {(tie) => <input {...tie} name="password" type="password" autocomplete="current-password" />}
        </Field>
        <Problem text={problem} />
        <Button type="submit" class="primary wide" busy={busy} busyLabel={signIn.busy}>
          {signIn.submit}
        </Button>
      </form>
    </Sheet>
  );
}

function check(login: string, password: string): Missing {
  return {
    ...(login === '' ? { login: texts.signIn.loginMissing } : {}),
    ...(password === '' ? { password: texts.signIn.passwordMissing } : {}),
  };
}

function words(refused: Refused): string {
  return texts.signInRefused[refused.code] ?? sentence(refused);
}

/** What stands in a named input of a form. */
export function value(form: HTMLFormElement | null, name: string): string {
  const input = form?.elements.namedItem(name);
  return input instanceof HTMLInputElement || input instanceof HTMLTextAreaElement ? input.value : '';
}

/** Brings the focus to a named input of a form. */
export function focus(form: HTMLFormElement | null, name: string): void {
  const input = form?.elements.namedItem(name);
  if (input instanceof HTMLElement) input.focus();
}
