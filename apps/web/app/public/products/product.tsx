import { useTranslations } from 'use-intl';
import type { Route } from './+types/product';
import { notFound, query } from '../../api/api.server';
import { AlertsDocument, PublicProductsDocument } from '../../api/gql/graphql';
import { useLocale } from '../../i18n/use-locale';
import { ButtonLink } from '../../ui/static/button';
import { PageHead } from '../../ui/static/page-head';
import { Page } from '../../ui/static/page';
import { Breadcrumbs, Paging } from '../../ui/static/parts';
import { addressWith } from '../address';
import { AlertCard } from '../alert-card';

export async function loader({ params, request }: Route.LoaderArgs) {
  const { vendor, product } = params;
  const after = new URL(request.url).searchParams.get('after');
  const wanted = `${vendor}/${product}`;
  const [{ advisories }, { advisoryProducts }] = await Promise.all([
    query('anonymous', AlertsDocument, { filter: { products: [wanted] } as never, after }),
    query('anonymous', PublicProductsDocument, { vendor, product, first: 1, after: null }),
  ]);
  const known = advisoryProducts.nodes[0];
  if (known === undefined) notFound();
  return { known, wanted, alerts: advisories.nodes, page: advisories.pageInfo, isFirstPage: after === null };
}

export default function Product({ loaderData: { known, wanted, alerts, page, isFirstPage } }: Route.ComponentProps) {
  const t = useTranslations('portal.product');
  const sections = useTranslations('site.nav');
  const locale = useLocale();
  const { vendor, product } = known;
  const vendorPath = `/products/${encodeURIComponent(vendor)}`;
  const path = `${vendorPath}/${encodeURIComponent(product)}`;
  return (
    <Page
      path={path}
      current="alerts"
      before={
        <Breadcrumbs
          crumbs={[
            { text: sections('alerts'), href: `/${locale}/alerts` },
            { text: vendor, href: `/${locale}${vendorPath}` },
            { text: product },
          ]}
        />
      }
    >
      <PageHead title={`${vendor} ${product}`} description={t('description', { product })} path={path} />
      <h1 className="govuk-heading-xl">
        {vendor} {product}
      </h1>
      <p className="govuk-body-l">{t('count', { count: known.advisories, exploited: known.exploited })}</p>
      <ButtonLink href={`/${locale}/subscribe?product=${encodeURIComponent(wanted)}`} look="secondary">
        {t('subscribe')}
      </ButtonLink>
      <h2 className="govuk-heading-l">{t('alerts')}</h2>
      <ul className="hl-cards">
        {alerts.map((alert) => (
          <AlertCard key={alert.trackingId} alert={alert} />
        ))}
      </ul>
      <Paging
        first={isFirstPage ? undefined : `/${locale}${path}`}
        next={page.hasNextPage ? addressWith(`/${locale}${path}`, {}, { after: page.endCursor ?? undefined }) : undefined}
      />
    </Page>
  );
}
