import { useRef, useState } from 'preact/hooks';
import type { AgentRole } from '../../protocol/agent.ts';
import type { Account, OneTimeLink } from '../../protocol/team.ts';
import type { Answer } from '../../widget/shared/connection.ts';
import { sentence } from '../refusals.ts';
import { linkTo } from '../routes.ts';
import { texts } from '../texts.ts';
import { shortMoment } from '../time.ts';
import { useWorld } from './context.tsx';
import { Button, Dialog, Field, Problem } from './parts.tsx';

/** A new account: the role, then the link that makes it. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { desk } = useWorld();
  const { team, top } = texts;
  const [role, setRole] = useState<AgentRole>('agent');
  const link = useLink(() => desk.ask('account:invite', { role }));
  if (link.made) return <LinkDialog kind="invitation" link={link.made} onClose={onClose} />;
  return (
    <Dialog title={team.add} onClose={onClose}>
      <p class="lead">{team.addLead}</p>
      <form onSubmit={link.submit}>
        <fieldset class="options">
          <legend>{team.addLegend}</legend>
          {Object.entries(team.roleHints).map(([value, hint]) => (
            <label class="check target" key={value}>
              <input
                type="radio"
                name="role"
                checked={role === value}
                onChange={() => setRole(value as AgentRole)}
              />
              <span>
                {top.role[value as AgentRole]} <span class="detail">{hint}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <Problem text={link.problem} />
        <div class="dialog-buttons">
          <Button onClick={onClose}>{team.cancel}</Button>
          <Button type="submit" class="primary" busy={link.busy} busyLabel={team.makingLink}>
            {team.makeLink}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** A forgotten password: the question, then the link with which its owner chooses a new one. */
export function ResetDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const { desk } = useWorld();
  const { team } = texts;
  const link = useLink(() => desk.ask('account:reset', { agent: account.id }));
  if (link.made) return <LinkDialog kind="reset" link={link.made} onClose={onClose} />;
  return (
    <Dialog title={team.resetTitle(account.name)} onClose={onClose}>
      <p class="lead">{team.resetLead}</p>
      <form onSubmit={link.submit}>
        <Problem text={link.problem} />
        <div class="dialog-buttons">
          <Button onClick={onClose}>{team.cancel}</Button>
          <Button type="submit" class="primary" busy={link.busy} busyLabel={team.resetting}>
            {team.makeLink}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function useLink(ask: () => Promise<Answer<OneTimeLink>>) {
  const [busy, setBusy] = useState(false);
  const [made, setMade] = useState<OneTimeLink>();
  const [problem, setProblem] = useState<string>();
  return {
    busy,
    made,
    problem,
    async submit(event: Event) {
      event.preventDefault();
      if (busy) return;
      setBusy(true);
      const answer = await ask();
      setBusy(false);
      if (answer.ok) setMade(answer);
      else setProblem(answer.error.code === 'not-allowed' ? texts.team.notAllowed : sentence(answer.error));
    },
  };
}

type LinkProps = { kind: 'invitation' | 'reset'; link: OneTimeLink; onClose: () => void };

/** The link, this once. */
function LinkDialog({ kind, link, onClose }: LinkProps) {
  const { inbox } = useWorld().state;
  const { team } = texts;
  const input = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  async function copy() {
    input.current?.select();
    // Refused without a secure context; then the link is at least selected.
    await navigator.clipboard?.writeText(input.current?.value ?? '').then(
      () => setCopied(true),
      () => {},
    );
  }
  return (
    <Dialog title={team.linkTitle} onClose={onClose}>
      <p class="lead">{team.linkLead(shortMoment(link.expiresAt, inbox?.now ?? link.expiresAt))}</p>
      <Field label={team.link}>
        {(tie) => (
          <input
            {...tie}
            ref={input}
            readOnly
            value={linkTo(location.origin + location.pathname, kind, link.token)}
            onFocus={(event) => event.currentTarget.select()}
          />
        )}
      </Field>
      <p class="done" role="status">
        {copied && team.copied}
      </p>
      <div class="dialog-buttons">
        <Button onClick={() => void copy()}>{team.copy}</Button>
        <Button class="primary" onClick={onClose}>
          {team.done}
        </Button>
      </div>
    </Dialog>
  );
}
