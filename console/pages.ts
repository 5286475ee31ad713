import type { FunctionComponent } from 'preact';
import type { AgentRole } from '../protocol/agent.ts';
import { START_PAGE } from './routes.ts';
import { privacyTexts } from './texts/privacy.ts';
import { workbenchTexts } from './texts/workbench.ts';
import { texts } from './texts.ts';
import { AuditPage } from './view/audit-page.tsx';
import { DayPage } from './view/day-page.tsx';
import { DeskPage } from './view/desk-page.tsx';
import { GapsPage } from './view/gaps-page.tsx';
import { TeamPage } from './view/team-page.tsx';
import { UsagePage } from './view/usage-page.tsx';

/** One page of the console: where it is, what the navigation calls it, what it shows, and to whom. */
export type ConsolePage = {
  /** As the address names it. */
  readonly page: `#/${string}`;
  readonly label: string;
  readonly view: FunctionComponent;
  readonly roles: readonly AgentRole[];
  /** Reached from another page, so that the navigation fits into one line. */
  readonly unlisted?: true;
};

const EVERYBODY = ['agent', 'supervisor'] as const;

/** All pages, in the order of the navigation. A new page is a new entry here. */
export const PAGES: readonly [ConsolePage, ...ConsolePage[]] = [
  { page: START_PAGE, label: texts.pages.desk, view: DeskPage, roles: EVERYBODY },
  { page: '#/tag', label: texts.pages.day, view: DayPage, roles: ['supervisor'] },
  { page: '#/luecken', label: workbenchTexts.gaps.page, view: GapsPage, roles: EVERYBODY },
  { page: '#/auswertung', label: workbenchTexts.usage.page, view: UsagePage, roles: ['supervisor'] },
  { page: '#/team', label: texts.pages.team, view: TeamPage, roles: ['supervisor'] },
  {
    page: '#/protokoll',
    label: privacyTexts.audit.page,
    view: AuditPage,
    roles: ['supervisor'],
    unlisted: true,
  },
];

export function pagesFor(role: AgentRole): readonly ConsolePage[] {
  return PAGES.filter(({ roles }) => roles.includes(role));
}

/** The page of that address; what is unknown or not for this role is the first page. */
export function findPage(page: string, role: AgentRole): ConsolePage {
  return pagesFor(role).find((one) => one.page === page) ?? PAGES[0];
}
