import { Link, NavLink, useLocation } from 'react-router';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { Viewer } from '../../api/viewer.server';
import { LanguageChoice } from '../static/language-choice';
import { Named } from '../static/named';
import { SkipLink } from '../static/skip-link';

/** What each part of the console needs; a part without a right is not shown, and its page is not found. */
export const CONSOLE_SECTIONS = {
  advisories: ({ viewerCan }: Viewer) => viewerCan.draftAdvisory || viewerCan.publishAdvisory,
  import: ({ viewerCan }: Viewer) => viewerCan.importAdvisory,
  sources: ({ viewerCan }: Viewer) => viewerCan.manageSources,
  guidance: ({ viewerCan, organisation }: Viewer) => organisation?.isOperator === true && viewerCan.draftAdvisory,
  reports: ({ viewerCan, organisation }: Viewer) => organisation?.isOperator === true && viewerCan.draftAdvisory,
  organisations: ({ viewerCan }: Viewer) => viewerCan.vetOrganisation,
  users: ({ viewerCan }: Viewer) => viewerCan.vetOrganisation || viewerCan.changeRoles,
  deliveries: ({ viewerCan }: Viewer) => viewerCan.seePendingDeliveries,
  policies: ({ isSignedIn }: Viewer) => isSignedIn,
  settings: ({ viewerCan }: Viewer) => viewerCan.vetOrganisation,
  audit: ({ viewerCan }: Viewer) => viewerCan.readAudit,
} as const satisfies Record<string, (viewer: Viewer) => boolean>;
export type ConsoleSection = keyof typeof CONSOLE_SECTIONS;

/** The console's frame: a rail of sections beside the page; on narrow screens above it. */
export function ConsoleShell({ viewer, children }: { readonly viewer: Viewer; readonly children: ReactNode }) {
  const t = useTranslations('console.shell');
  const sections = (Object.keys(CONSOLE_SECTIONS) as ConsoleSection[]).filter((section) => CONSOLE_SECTIONS[section](viewer));
  return (
    <div className="hl-console">
      <SkipLink />
      <header className="hl-rail">
        <Link className="hl-brand" to="/console">
          Harbourlight
        </Link>
        <nav aria-label={t('sections')}>
          <ul>
            <li>
              <NavLink to="/console" end>
                {t('nav.dashboard')}
              </NavLink>
            </li>
            {sections.map((section) => (
              <li key={section}>
                <NavLink to={`/console/${section}`}>{t(`nav.${section}`)}</NavLink>
              </li>
            ))}
          </ul>
        </nav>
        <div className="hl-rail__foot">
          <p>
            {viewer.name}
            <br />
            {viewer.organisation === null ? null : <Named names={viewer.organisation.names} />}
          </p>
          <a href="/org">{t('member-zone')}</a>
          <form method="post" action="/sign-out">
            <button className="hl-link-button" type="submit">
              {t('sign-out')}
            </button>
          </form>
          <LanguageChoice />
        </div>
      </header>
      <main className="hl-console__main" id="main">
        <StrengthHint viewer={viewer} />
        {children}
      </main>
    </div>
  );
}

/** Without the second factor most sections are not there, and nothing else would say why. */
function StrengthHint({ viewer: { assurance, hasSecondFactor } }: { readonly viewer: Viewer }) {
  const t = useTranslations('console.shell.strength');
  const { pathname, search } = useLocation();
  if (assurance >= 2) return null;
  const href = hasSecondFactor ? `/sign-in/second-factor?next=${encodeURIComponent(pathname + search)}` : '/account/second-factor';
  return (
    <div className="govuk-inset-text hl-no-print">
      {t(hasSecondFactor ? 'not-given' : 'not-enrolled')}{' '}
      <a className="govuk-link" href={href}>
        {t(hasSecondFactor ? 'give' : 'enrol')}
      </a>
    </div>
  );
}
