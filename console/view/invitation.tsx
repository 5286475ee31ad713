import { useEffect, useRef, useState } from 'preact/hooks';
import type { AgentRole } from '../../protocol/agent.ts';
import type { Refused } from '../../widget/shared/connection.ts';
import { sentence } from '../refusals.ts';
import { START_PAGE } from '../routes.ts';
import { texts } from '../texts.ts';
import { useWorld } from './context.tsx';
import { NewPassword, SHORTEST_PASSWORD } from './new-password.tsx';
import { Button, Field, Problem } from './parts.tsx';
import { Sheet } from './sheet.tsx';
import { focus, value } from './sign-in.tsx';

const FIELDS = ['name', 'login', 'password'] as const;
type Problems = { readonly [K in (typeof FIELDS)[number]]?: string };
type Account = Record<(typeof FIELDS)[number], string>;

/** The page behind a one-time link: whoever opens it first makes the account. */
export function Invitation({ token, role }: { token: string; role: AgentRole }) {
  const { sessions } = useWorld();
  const form = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  const [shown, setShown] = useState(false);
  const [problems, setProblems] = useState<Problems>({});
  const [refusal, setRefusal] = useState<string>();

  useEffect(() => focus(form.current, 'name'), []);

  function show(found: Problems, other?: string) {
    setProblems(found);
    setRefusal(other);
    const first = FIELDS.find((field) => found[field] !== undefined);
    if (first) focus(form.current, first);
    return first === undefined;
  }
  async function submit(event: Event) {
    event.preventDefault();
    if (busy) return;
    const account = {
      name: value(form.current, 'name').trim(),
      login: value(form.current, 'login').trim(),
      password: value(form.current, 'password'),
    };
    if (!show(check(account))) return;
    setBusy(true);
    const refused = await sessions.redeem({ token, ...account });
    setBusy(false);
    if (refused !== undefined) show(atField(refused), sentenceFor(refused));
  }

  const { invitation } = texts;
  return (
    <Sheet title={invitation.title} lead={invitation.lead[role]}>
      <form ref={form} onSubmit={submit} noValidate>
        <Field label={invitation.name} hint={invitation.nameHint} problem={problems.name}>
          {(tie) => <input {...tie} name="name" autocomplete="name" maxLength={80} />}
        </Field>
        <Field label={invitation.login} hint={invitation.loginHint} problem={problems.login}>
          {(tie) => (
            <input
              {...tie}
              name="login"
              autocomplete="username"
              autocapitalize="none"
              spellcheck={false}
              maxLength={80}
            />
          )}
        </Field>
        <Field label={invitation.password} hint={invitation.passwordHint} problem={problems.password}>
          {(tie) => <NewPassword tie={tie} shown={shown} />}
        </Field>
        <label class="check">
          <input type="checkbox" checked={shown} onChange={() => setShown(!shown)} />
          {invitation.showPassword}
        </label>
        <Problem text={refusal} />
        <Button type="submit" class="primary wide" busy={busy} busyLabel={invitation.busy}>
          {invitation.submit}
        </Button>
      </form>
    </Sheet>
  );
}

/** The link was used or is too old. */
export function InvitationVoid() {
  const { sessions } = useWorld();
  const { invitation } = texts;
  return (
    <Sheet title={invitation.void} lead={invitation.voidLead}>
      <Button class="primary wide" onClick={() => void sessions.begin({ type: 'page', page: START_PAGE })}>
        {invitation.toSignIn}
      </Button>
    </Sheet>
  );
}

function check({ name, login, password }: Account): Problems {
  const { invitation } = texts;
  return {
    ...(name === '' ? { name: invitation.nameMissing } : {}),
    ...(login === '' ? { login: invitation.loginMissing } : {}),
    ...(password.length < SHORTEST_PASSWORD ? { password: invitation.passwordShort } : {}),
  };
}

function atField({ code, field }: Refused): Problems {
  const { invitation } = texts;
  if (code === 'taken') return { login: invitation.loginTaken };
  const named = FIELDS.find((one) => one === field);
  return named === undefined ? {} : { [named]: invitation.invalid[named] };
}

function sentenceFor(refused: Refused): string | undefined {
  if (Object.keys(atField(refused)).length > 0) return undefined;
  return refused.code === 'not-found' ? texts.invitation.voidLead : sentence(refused);
}
