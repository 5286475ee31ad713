import { useState } from 'preact/hooks';
import type { Account } from '../../protocol/team.ts';
import { privacyTexts } from '../texts/privacy.ts';
import { texts } from '../texts.ts';
import { AccountRow } from './account-row.tsx';
import { Blocks } from './blocks.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { Button, LoadProblem } from './parts.tsx';
import { type Loaded, useLoaded } from './use-loaded.ts';

/** How often the list is read again while somebody looks at it: presence changes by itself. */
const EVERY_MS = 15_000;

/** A supervisor's page: who works here, and who is kept out. */
export function TeamPage() {
  const accounts = useLoaded('accounts:list', {}, EVERY_MS);
  return (
    <main class="page" id="conversation" tabIndex={-1}>
      <h1>{texts.team.title}</h1>
      <Accounts of={accounts} />
      <Blocks />
      <p>
        <a href="#/protokoll">{privacyTexts.audit.link}</a>
      </p>
    </main>
  );
}

function Accounts({ of }: { of: Loaded<{ accounts: Account[] }> }) {
  const { team } = texts;
  const [inviting, setInviting] = useState(false);
  const accounts = of.value?.accounts.toSorted(
    (a, b) => Number(a.disabled) - Number(b.disabled) || a.name.localeCompare(b.name, 'de'),
  );
  return (
    <section aria-labelledby="accounts-title">
      <div class="page-head">
        <h2 id="accounts-title">{team.accounts}</h2>
        <Button class="primary small" aria-haspopup="dialog" onClick={() => setInviting(true)}>
          {team.add}
        </Button>
      </div>
      <LoadProblem of={of} />
      {accounts && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section class="table-frame" tabIndex={0} aria-label={team.table}>
          <table>
            <thead>
              <tr>
                {[team.name, team.login, team.role, team.state, team.chats, team.capacity, team.actions].map(
                  (title) => (
                    <th key={title} scope="col">
                      {title}
                    </th>
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {accounts.map((account) => (
                <AccountRow key={account.id} account={account} onChange={of.reload} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </section>
  );
}
