import type { VisitorFacts } from '../../protocol/visitor-facts.ts';
import { SafeLink } from '../../widget/shared/rich-text.tsx';
import { pageWithoutQuery } from '../page-address.ts';
import { texts } from '../texts.ts';
import { CheckIcon, WarnIcon } from './icons.tsx';

/** Who writes: what the portal proved, and apart from it what the page merely says. */
export function Identity({ visitor }: { visitor: VisitorFacts | undefined }) {
  const { identity } = texts;
  const { proved, claims } = visitor ?? {};
  const { name, email, data, page } = claims ?? {};
  const lines = Object.entries(data ?? {});
  const claimed = name !== undefined || email !== undefined || lines.length > 0;
  return (
    <section class="side-part" aria-labelledby="identity-title">
      <h3 id="identity-title">{identity.title}</h3>
      {proved && (
        <div class="identity proved">
          <p class="tag">
            <CheckIcon /> {identity.proved}
          </p>
          <Lines
            of={[
              [identity.name, proved.name],
              [identity.email, proved.email],
              [identity.subject, proved.subject],
            ]}
          />
          <p class="hint">{identity.provedHint}</p>
        </div>
      )}
      {claimed && (
        <div class="identity claimed">
          <p class="tag">
            <WarnIcon /> {identity.claimed}
          </p>
          <Lines of={[[identity.name, name], [identity.email, email], ...lines]} />
          <p class="hint">{identity.claimedHint}</p>
        </div>
      )}
      {!proved && !claimed && <p class="empty">{identity.nothing}</p>}
      {page && <VisitorsPage page={page} />}
    </section>
  );
}

/** Named lines; those without a value are left out. */
function Lines({ of }: { of: readonly (readonly [string, string | undefined])[] }) {
  const shown = of.filter(([, value]) => value !== undefined);
  if (shown.length === 0) return null;
  return (
    <dl class="lines">
      {shown.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The page that the visitor looks at; its query string may hold secrets and is for nobody. */
function VisitorsPage({ page }: { page: { url: string; title: string } }) {
  const address = pageWithoutQuery(page.url);
  return (
    <dl class="lines">
      <div>
        <dt>{texts.identity.page}</dt>
        <dd>
          {page.title !== '' && <span class="page-title">{page.title}</span>}
          <SafeLink href={address} newTab={texts.newTab}>
            {address.replace(/^https?:\/\//, '')}
          </SafeLink>
        </dd>
      </div>
    </dl>
  );
}
