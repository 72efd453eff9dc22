import { useTranslations } from 'use-intl';
import type { Route } from './+types/statistics';
import { query } from '../../api/api.server';
import { PublicStatisticsDocument } from '../../api/gql/graphql';
import { useLocale } from '../../i18n/use-locale';
import { PageHead } from '../../ui/static/page-head';
import { Page } from '../../ui/static/page';
import { readMonths, SPANS } from './months';
import { ExploitedChart, KindChart, SeverityChart, VendorChart } from './statistics-charts';

export async function loader({ request }: Route.LoaderArgs) {
  const months = readMonths(new URL(request.url).searchParams);
  const { advisoryStatistics } = await query('anonymous', PublicStatisticsDocument, { months });
  return { statistics: advisoryStatistics, months };
}

export default function Statistics({ loaderData: { statistics, months } }: Route.ComponentProps) {
  const t = useTranslations('portal.statistics');
  const locale = useLocale();
  const path = `/${locale}/statistics`;
  return (
    <Page path="/statistics">
      <PageHead title={t('title')} description={t('lead')} path="/statistics" isIndexed={months === SPANS[0]} />
      <h1 className="govuk-heading-xl">{t('title')}</h1>
      <p className="govuk-body-l">{t('lead')}</p>
      <nav aria-label={t('span')} className="hl-no-print">
        <ul className="hl-inline">
          {SPANS.map((span) => (
            <li key={span}>
              <a className="govuk-link" href={`${path}?months=${span}`} aria-current={span === months ? 'true' : undefined}>
                {t('months', { count: span })}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <p className="govuk-body">
        {t('total', { total: statistics.total, exploited: statistics.exploited, isExact: String(statistics.isExact) })}
      </p>
      <SeverityChart months={statistics.months} span={months} />
      <ExploitedChart months={statistics.months} span={months} />
      <KindChart kinds={statistics.byKind} />
      <VendorChart vendors={statistics.topVendors} />
      <p className="govuk-body hl-no-print">
        <a className="govuk-link" href={`${path}.csv?months=${months}`} download>
          {t('csv')}
        </a>
      </p>
      <p className="govuk-body">{t('how')}</p>
    </Page>
  );
}
