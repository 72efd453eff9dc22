import { useTranslations } from 'use-intl';
import type { Route } from './+types/home';
import { query } from '../../api/api.server';
import { HomeDocument } from '../../api/gql/graphql';
import type { AlertCardFragment } from '../../api/gql/graphql';
import { choose } from '../../i18n/localised';
import { Day } from '../../i18n/times';
import { useLocale } from '../../i18n/use-locale';
import { ButtonLink } from '../../ui/static/button';
import { PageHead } from '../../ui/static/page-head';
import { Page } from '../../ui/static/page';
import { SearchForm } from '../../ui/static/search-form';
import { SeverityTag } from '../../ui/static/severity-tag';
import { AlertCard } from '../alert-card';
import { CASES } from '../attacked/cases';

/** How long something urgent stands at the top of the home page. */
const URGENT_MS = 7 * 24 * 60 * 60 * 1000;

export async function loader() {
  const since = new Date(new Date().getTime() - URGENT_MS).toISOString();
  const { advisories, highThreats, exploited } = await query('anonymous', HomeDocument, { since });
  const urgent = [...highThreats.nodes, ...exploited.nodes]
    .filter(({ withdrawnAt }) => withdrawnAt === null)
    .sort((a, b) => (b.publishedAt ?? '').localeCompare(a.publishedAt ?? ''))[0];
  return { alerts: advisories.nodes, urgent };
}

const DOORS = ['advice', 'alerts', 'attacked'] as const;

export default function Home({ loaderData: { alerts, urgent } }: Route.ComponentProps) {
  const t = useTranslations('portal.home');
  const locale = useLocale();
  return (
    <Page>
      <PageHead title={t('title')} description={t('lead')} path="" />
      <div className="hl-hero">
        <h1 className="govuk-heading-xl">{t('title')}</h1>
        <p className="govuk-body-l">{t('lead')}</p>
        <SearchForm action={`/${locale}/search`} label={t('search')} button={t('search-button')} />
        <Happened />
      </div>
      {urgent === undefined ? null : <Urgent alert={urgent} />}
      <ul className="hl-doors">
        {DOORS.map((door) => (
          <li key={door} className={`hl-door hl-door--${door}`}>
            <h2 className="govuk-heading-m">
              <a className="govuk-link" href={`/${locale}/${door}`}>
                {t(`doors.${door}.title`)}
              </a>
            </h2>
            <p className="govuk-body">{t(`doors.${door}.text`)}</p>
          </li>
        ))}
      </ul>
      <h2 className="govuk-heading-l">{t('newest')}</h2>
      {alerts.length === 0 ? (
        <p className="govuk-body">{t('none')}</p>
      ) : (
        <ul className="hl-cards">
          {alerts.map((alert) => (
            <AlertCard key={alert.trackingId} alert={alert} />
          ))}
        </ul>
      )}
      <p className="govuk-body">
        <a className="govuk-link" href={`/${locale}/alerts`}>
          {t('all')}
        </a>
      </p>
      <section className="hl-line" aria-labelledby="subscribe">
        <h2 className="govuk-heading-m" id="subscribe">
          {t('subscribe.title')}
        </h2>
        <p className="govuk-body">{t('subscribe.text')}</p>
        <ButtonLink href={`/${locale}/subscribe`}>{t('subscribe.button')}</ButtonLink>
      </section>
    </Page>
  );
}

/** For somebody who has no time to search: what happens most often, each with its steps. */
function Happened() {
  const t = useTranslations('portal');
  const locale = useLocale();
  return (
    <nav aria-labelledby="happened">
      <h2 className="hl-hero__ask" id="happened">
        {t('home.happened')}
      </h2>
      <ul className="hl-hero__cases">
        {CASES.map(([name]) => (
          <li key={name}>
            <a href={`/${locale}/attacked#${name}`}>{t(`attacked.cases.${name}.title`)}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** What everybody should know this week. */
function Urgent({ alert }: { readonly alert: AlertCardFragment }) {
  const t = useTranslations('portal.home');
  const locale = useLocale();
  const title = choose(alert.title, locale);
  return (
    <section className="hl-urgent" aria-labelledby="urgent">
      <h2 className="govuk-heading-m" id="urgent">
        {t('urgent')}
      </h2>
      <p className="govuk-body">
        <a className="govuk-link" href={`/${locale}/alerts/${alert.trackingId}`} lang={title.lang}>
          {title.text}
        </a>
      </p>
      <p className="hl-card__facts">
        <SeverityTag severity={alert.severity} />
        {alert.publishedAt === null ? null : <Day at={alert.publishedAt} />}
      </p>
    </section>
  );
}
