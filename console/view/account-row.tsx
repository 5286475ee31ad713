import { useState } from 'preact/hooks';
import type { Account } from '../../protocol/team.ts';
import type { Words } from '../commands.ts';
import { texts } from '../texts.ts';
import { useAttempt, useWorld } from './context.tsx';
import { ResetDialog } from './invite-dialog.tsx';
import { Button, Dialog, Problem } from './parts.tsx';

/** As the protocol allows. */
const CAPACITIES = Array.from({ length: 20 }, (_, index) => index + 1);

const words: Words = ({ code }) => (code === 'not-allowed' ? { problem: texts.team.notAllowed } : undefined);

const attemptOf = (account: Account) => `account:${account.id}`;

type RowProps = { account: Account; onChange: () => void };

/** One account with what a supervisor can do about it. */
export function AccountRow({ account, onChange }: RowProps) {
  const { state } = useWorld();
  const { team, top } = texts;
  const own = account.id === state.inbox?.me.id;
  const { problem } = useAttempt(attemptOf(account));
  return (
    <tr class={account.disabled ? 'disabled' : undefined}>
      <th scope="row">
        {account.name} {own && <span class="tag">{team.you}</span>}
      </th>
      <td>{account.login}</td>
      <td>{top.role[account.role]}</td>
      <td>{stateOf(account)}</td>
      <td>{account.chats}</td>
      <td>
        <Capacity account={account} onChange={onChange} />
      </td>
      <td>
        <div class="row-actions">
          {account.disabled ? (
            <Enable account={account} onChange={onChange} />
          ) : (
            <>
              <Reset account={account} />
              {!own && <Disable account={account} onChange={onChange} />}
            </>
          )}
        </div>
        <Problem text={problem} />
      </td>
    </tr>
  );
}

function stateOf({ disabled, here, available, awayReason }: Account): string {
  const { states } = texts.team;
  if (disabled) return states.disabled;
  if (!here) return states.gone;
  if (available) return states.available;
  const reason =
    awayReason === undefined || awayReason === 'other' ? '' : `, ${texts.top.awayReasons[awayReason]}`;
  return states.away + reason;
}

function Capacity({ account, onChange }: RowProps) {
  const { desk } = useWorld();
  async function change(capacity: number) {
    const agent = account.id;
    await desk.command(
      attemptOf(account),
      (live) => live.ask('account:capacity', { agent, capacity }),
      words,
    );
    onChange();
  }
  return (
    <select
      aria-label={texts.team.capacityOf(account.name)}
      value={account.capacity}
      onChange={(event) => void change(Number(event.currentTarget.value))}
    >
      {CAPACITIES.map((capacity) => (
        <option key={capacity} value={capacity}>
          {capacity}
        </option>
      ))}
    </select>
  );
}

function Reset({ account }: { account: Account }) {
  const [asking, setAsking] = useState(false);
  const { team } = texts;
  return (
    <>
      <Button
        class="small"
        aria-label={team.resetOf(account.name)}
        aria-haspopup="dialog"
        onClick={() => setAsking(true)}
      >
        {team.reset}
      </Button>
      {asking && <ResetDialog account={account} onClose={() => setAsking(false)} />}
    </>
  );
}

function Enable({ account, onChange }: RowProps) {
  const { desk } = useWorld();
  const { busy } = useAttempt(attemptOf(account));
  async function enable() {
    await desk.command(
      attemptOf(account),
      (live) => live.ask('account:enable', { agent: account.id }),
      words,
    );
    onChange();
  }
  return (
    <Button
      class="small"
      busy={busy}
      aria-label={texts.team.enableOf(account.name)}
      onClick={() => void enable()}
    >
      {texts.team.enable}
    </Button>
  );
}

function Disable({ account, onChange }: RowProps) {
  const { desk } = useWorld();
  const { team } = texts;
  const [asking, setAsking] = useState(false);
  const { busy, problem } = useAttempt(attemptOf(account));
  async function disable() {
    const run = desk.command(
      attemptOf(account),
      (live) => live.ask('account:disable', { agent: account.id }),
      words,
    );
    if (await run) setAsking(false);
    onChange();
  }
  return (
    <>
      <Button
        class="small danger"
        aria-label={team.disableOf(account.name)}
        aria-haspopup="dialog"
        onClick={() => setAsking(true)}
      >
        {team.disable}
      </Button>
      {asking && (
        <Dialog title={team.disableTitle(account.name)} onClose={() => setAsking(false)}>
          <p class="lead">{team.disableLead}</p>
          <Problem text={problem} />
          <div class="dialog-buttons">
            <Button onClick={() => setAsking(false)}>{team.cancel}</Button>
            <Button class="danger" busy={busy} busyLabel={team.disabling} onClick={() => void disable()}>
              {team.disable}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
