import { useTranslations } from 'use-intl';
import type { Route } from './+types/home';
import { query } from '../../api/api.server';
import { HomeDocument } from '../../api/gql/graphql';
import { useLocale } from '../../i18n/use-locale';
import { PageHead } from '../../ui/static/page-head';
import { Page } from '../../ui/static/page';
import { AlertCard } from '../alert-card';

export async function loader() {
  const { advisories } = await query('anonymous', HomeDocument);
  return { alerts: advisories.nodes };
}

const DOORS = ['advice', 'alerts', 'attacked'] as const;

export default function Home({ loaderData: { alerts } }: Route.ComponentProps) {
  const t = useTranslations('portal.home');
  const locale = useLocale();
  return (
    <Page>
      <PageHead title={t('title')} description={t('lead')} path="" />
      <h1 className="govuk-heading-xl">{t('title')}</h1>
      <p className="govuk-body-l">{t('lead')}</p>
      <ul className="hl-doors">
        {DOORS.map((door) => (
          <li key={door} className="hl-door">
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
    </Page>
  );
}
