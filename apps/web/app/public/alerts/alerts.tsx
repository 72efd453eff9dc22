import { useTranslations } from 'use-intl';
import type { Route } from './+types/alerts';
import { query } from '../../api/api.server';
import { AlertMonthsDocument, AlertsDocument, FoundAlertsDocument } from '../../api/gql/graphql';
import { useLocale } from '../../i18n/use-locale';
import { settings } from '../../settings.server';
import { PageHead } from '../../ui/static/page-head';
import { Page } from '../../ui/static/page';
import { Paging } from '../../ui/static/parts';
import { SearchForm } from '../../ui/static/search-form';
import { addressWith } from '../address';
import { AlertCard } from '../alert-card';
import { FeedLinks } from '../feeds/feed-links';
import { readFilter, toApiFilter } from './alert-filter';
import type { AlertFilter } from './alert-filter';
import { AlertFilters } from './alert-filters';

export async function loader({ request }: Route.LoaderArgs) {
  const search = new URL(request.url).searchParams;
  const filter = readFilter(search);
  const after = search.get('after');
  const [list, { advisoryStatistics }] = await Promise.all([listOf(filter, after), query('anonymous', AlertMonthsDocument)]);
  return {
    ...list,
    filter,
    isFirstPage: after === null,
    months: advisoryStatistics.months.filter(({ total }) => total > 0).reverse(),
    products: advisoryStatistics.topProducts,
    api: settings().publicApiUrl,
  };
}

async function listOf(filter: AlertFilter, after: string | null) {
  const narrowed = { filter: toApiFilter(filter) as never, after };
  if (filter.q === undefined) {
    const { advisories } = await query('anonymous', AlertsDocument, narrowed);
    return { alerts: advisories.nodes, page: advisories.pageInfo, found: undefined };
  }
  const { searchAdvisories } = await query('anonymous', FoundAlertsDocument, { ...narrowed, query: filter.q });
  return { alerts: searchAdvisories.nodes, page: searchAdvisories.pageInfo, found: searchAdvisories.found };
}

export default function Alerts({ loaderData: { alerts, page, found, filter, isFirstPage, months, products, api } }: Route.ComponentProps) {
  const t = useTranslations('portal.alerts');
  const locale = useLocale();
  const path = `/${locale}/alerts`;
  const now = filter as Readonly<Record<string, string>>;
  const { q, ...kept } = now;
  const isNarrowed = Object.keys(now).length > 0;
  return (
    <Page current="alerts" path="/alerts">
      <PageHead title={t('title')} description={t('lead')} path="/alerts" isIndexed={!isNarrowed && isFirstPage} />
      <h1 className="govuk-heading-xl">{t('title')}</h1>
      <p className="govuk-body-l">{t('lead')}</p>
      <SearchForm action={path} label={t('search')} hint={t('search-hint')} button={t('search-button')} value={q} kept={kept} />
      <div className="hl-beside">
        <aside aria-label={t('filters')} className="hl-no-print">
          <AlertFilters path={path} filter={filter} months={months} products={products} />
        </aside>
        <section aria-labelledby="list">
          <h2 className="govuk-heading-m" id="list">
            {found === undefined ? t(isNarrowed ? 'narrowed' : 'all') : t('found', { count: found.count, isMore: String(found.isMore) })}
          </h2>
          {isNarrowed ? (
            <p className="govuk-body">
              <a className="govuk-link" href={path}>
                {t('clear')}
              </a>
            </p>
          ) : null}
          {alerts.length === 0 ? (
            <p className="govuk-body">{t(isNarrowed ? 'none-found' : 'none')}</p>
          ) : (
            <ul className="hl-cards">
              {alerts.map((alert) => (
                <AlertCard key={alert.trackingId} alert={alert} />
              ))}
            </ul>
          )}
          {page.hasNextPage ? <p className="govuk-body">{t('more')}</p> : null}
          <Paging
            first={isFirstPage ? undefined : addressWith(path, now, {})}
            next={page.hasNextPage ? addressWith(path, now, { after: page.endCursor ?? undefined }) : undefined}
          />
          <FeedLinks api={api} filter={filter} />
        </section>
      </div>
    </Page>
  );
}
