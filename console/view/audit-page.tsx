import { useState } from 'preact/hooks';
import type { AuditEntry } from '../../protocol/privacy.ts';
import { privacyTexts } from '../texts/privacy.ts';
import { clockTime, dayName } from '../time.ts';
import { Button, LoadProblem } from './parts.tsx';
import { useLoaded } from './use-loaded.ts';

/** Who did what with people's data, page by page. */
export function AuditPage() {
  const { audit } = privacyTexts;
  const [before, setBefore] = useState<string>();
  const loaded = useLoaded('audit:list', before === undefined ? {} : { before });
  const { entries, more } = loaded.value ?? {};
  const last = entries?.at(-1);
  return (
    <main class="page" id="conversation" tabIndex={-1}>
      <h1>{audit.title}</h1>
      <p class="lead">{audit.lead}</p>
      <LoadProblem of={loaded} />
      {entries?.length === 0 && <p class="empty">{audit.empty}</p>}
      {entries !== undefined && entries.length > 0 && <Table entries={entries} />}
      <div class="row-actions">
        {before !== undefined && <Button onClick={() => setBefore(undefined)}>{audit.newer}</Button>}
        {more && last && <Button onClick={() => setBefore(last.id)}>{audit.older}</Button>}
      </div>
    </main>
  );
}

function Table({ entries }: { entries: readonly AuditEntry[] }) {
  const { audit } = privacyTexts;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="table-frame" tabIndex={0} aria-label={audit.table}>
      <table>
        <thead>
          <tr>
            {[audit.at, audit.who, audit.what, audit.conversation, audit.address].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.id}>
              <td>
                <time dateTime={new Date(entry.at).toISOString()}>
                  {dayName(entry.at)}, {clockTime(entry.at)}
                </time>
              </td>
              <td>{who(entry)}</td>
              <td>{audit.actions[entry.action]}</td>
              <td>
                {entry.count === undefined ? entry.conversation?.slice(0, 8) : audit.count(entry.count)}
              </td>
              <td>{entry.address}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function who({ agentName, byVisitor, action }: AuditEntry): string {
  const { audit } = privacyTexts;
  if (agentName !== undefined) return agentName;
  if (byVisitor) return audit.visitor;
  return action === 'retention' ? audit.program : audit.nobody;
}
