import { useEffect, useRef, useState } from 'preact/hooks';
import { sentence } from '../refusals.ts';
import { texts } from '../texts.ts';
import { useWorld } from './context.tsx';
import { NewPassword, SHORTEST_PASSWORD } from './new-password.tsx';
import { Button, Field, Problem } from './parts.tsx';
import { Sheet } from './sheet.tsx';
import { focus, value } from './sign-in.tsx';

type ResetProps = { token: string; name: string; login: string };

/** The page behind the link that a supervisor gave for a forgotten password. */
export function Reset({ token, name, login }: ResetProps) {
  const { sessions } = useWorld();
  const form = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  const [shown, setShown] = useState(false);
  const [short, setShort] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  useEffect(() => focus(form.current, 'password'), []);

  async function submit(event: Event) {
    event.preventDefault();
    if (busy) return;
    const password = value(form.current, 'password');
    setRefusal(undefined);
    setShort(password.length < SHORTEST_PASSWORD);
    if (password.length < SHORTEST_PASSWORD) return focus(form.current, 'password');
    setBusy(true);
    const refused = await sessions.reset(token, password);
    setBusy(false);
    if (refused !== undefined)
      setRefusal(refused.code === 'not-found' ? texts.invitation.voidLead : sentence(refused));
  }
  const { reset, invitation } = texts;
  return (
    <Sheet title={reset.title} lead={reset.lead(name, login)}>
      <form ref={form} onSubmit={submit} noValidate>
        <input type="hidden" name="login" autocomplete="username" value={login} />
        <Field
          label={reset.password}
          hint={invitation.passwordHint}
          problem={short ? invitation.passwordShort : undefined}
        >
          {(tie) => <NewPassword tie={tie} shown={shown} />}
        </Field>
        <label class="check">
          <input type="checkbox" checked={shown} onChange={() => setShown(!shown)} />
          {invitation.showPassword}
        </label>
        <Problem text={refusal} />
        <Button type="submit" class="primary wide" busy={busy} busyLabel={texts.signIn.busy}>
          {reset.submit}
        </Button>
      </form>
    </Sheet>
  );
}
