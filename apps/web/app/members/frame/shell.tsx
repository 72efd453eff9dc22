import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { Viewer } from '../../api/viewer.server';
import { LanguageChoice } from '../../ui/static/language-choice';
import { Named } from '../../ui/static/named';
import { SkipLink } from '../../ui/static/skip-link';

export const MEMBER_SECTIONS = [
  'alerts',
  'subscriptions',
  'endpoints',
  'deliveries',
  'tokens',
  'team',
  'groups',
  'feeds',
  'audit',
] as const;
export type MemberSection = (typeof MEMBER_SECTIONS)[number];

interface ShellProps {
  readonly viewer: Viewer;
  readonly current?: MemberSection | 'account';
  readonly children: ReactNode;
}

/** A page of somebody who is signed in: what concerns their organisation, and their account. */
export function MemberShell({ viewer, current, children }: ShellProps) {
  const t = useTranslations('site.member');
  return (
    <>
      <SkipLink />
      <header className="hl-header">
        <div className="govuk-width-container hl-header__row">
          <a className="hl-brand" href="/org">
            Harbourlight
          </a>
          <p className="hl-whoami">
            {viewer.name}
            {viewer.organisation === null ? null : (
              <>
                {' · '}
                <Named names={viewer.organisation.names} />
              </>
            )}
          </p>
          <LanguageChoice />
        </div>
        <div className="govuk-width-container">
          <nav className="hl-sections" aria-label={t('sections')}>
            <ul>
              {MEMBER_SECTIONS.map((section) => (
                <li key={section}>
                  <a href={`/org/${section}`} aria-current={section === current ? 'page' : undefined}>
                    {t(`nav.${section}`)}
                  </a>
                </li>
              ))}
              <li>
                <a href="/account" aria-current={current === 'account' ? 'page' : undefined}>
                  {t('nav.account')}
                </a>
              </li>
              {viewer.viewerCan.draftAdvisory || viewer.viewerCan.publishAdvisory || viewer.viewerCan.vetOrganisation ? (
                <li>
                  <a href="/console">{t('nav.console')}</a>
                </li>
              ) : null}
              <li className="hl-sections__end">
                <form method="post" action="/sign-out">
                  <button className="hl-link-button" type="submit">
                    {t('sign-out')}
                  </button>
                </form>
              </li>
            </ul>
          </nav>
        </div>
      </header>
      <div className="govuk-width-container">
        <main className="govuk-main-wrapper" id="main">
          {children}
        </main>
      </div>
    </>
  );
}
