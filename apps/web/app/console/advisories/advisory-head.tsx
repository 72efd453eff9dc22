import { NavLink } from 'react-router';
import { useTranslations } from 'use-intl';
import { choose } from '../../i18n/localised';
import { useLocale } from '../../i18n/use-locale';
import { SeverityTag } from '../../ui/static/severity-tag';
import { paperOf } from '../../ui/paper';
import { TlpLabel } from '../../ui/static/tlp-label';
import { Crumbs } from '../../ui/console/crumbs';
import type { ConsoleAdvisory } from './advisory';
import { StateTag } from './state-tag';

/** What it is, where it stands, and the pages about it. The page's own heading is the advisory's title with what is done to it. */
export function AdvisoryHead({ advisory }: { readonly advisory: ConsoleAdvisory }) {
  const t = useTranslations('console.advisory');
  const locale = useLocale();
  const title = choose(advisory.title, locale);
  const { inWork } = advisory;
  const label = inWork?.labelText ?? advisory.labelText;
  return (
    <header className={label === null ? 'hl-work-head' : `hl-work-head ${paperOf(label)}`}>
      <Crumbs crumbs={[{ text: t('all'), to: '/console/advisories' }, { text: advisory.trackingId }]} />
      <p className="hl-work-head__title" lang={title.lang}>
        {title.text}
      </p>
      <p className="hl-work-head__facts">
        <StateTag state={advisory.state} />
        {inWork !== null && advisory.state !== inWork.state ? (
          <span>
            {t('next-revision', { number: inWork.number })} <StateTag state={inWork.state} />
          </span>
        ) : null}
        <SeverityTag severity={inWork?.severity ?? advisory.severity} />
        {label === null ? <span>{t('no-label')}</span> : <TlpLabel text={label} />}
      </p>
      <AdvisoryPages advisory={advisory} />
    </header>
  );
}

function AdvisoryPages({ advisory: { trackingId, viewerCan, inWork, publishedAt } }: { readonly advisory: ConsoleAdvisory }) {
  const t = useTranslations('console.advisory.pages');
  const base = `/console/advisories/${trackingId}`;
  const pages = [
    { page: 'overview', to: base, isThere: true },
    { page: 'edit', to: `${base}/edit`, isThere: viewerCan.edit },
    { page: 'review', to: `${base}/review`, isThere: inWork !== null },
    { page: 'publish', to: `${base}/publish`, isThere: viewerCan.publish || viewerCan.cancelSchedule },
    { page: 'revisions', to: `${base}/revisions`, isThere: publishedAt !== null },
    { page: 'deliveries', to: `${base}/deliveries`, isThere: publishedAt !== null },
    { page: 'revise', to: `${base}/revise`, isThere: viewerCan.revise },
    { page: 'withdraw', to: `${base}/withdraw`, isThere: viewerCan.withdraw },
  ] as const;
  return (
    <nav className="hl-tabs" aria-label={t('label')}>
      <ul>
        {pages.map(({ page, to, isThere }) =>
          isThere ? (
            <li key={page}>
              <NavLink to={to} end={page === 'overview'}>
                {t(page)}
              </NavLink>
            </li>
          ) : null,
        )}
      </ul>
    </nav>
  );
}
