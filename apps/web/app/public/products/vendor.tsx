import { useTranslations } from 'use-intl';
import type { Route } from './+types/vendor';
import { notFound, query } from '../../api/api.server';
import { PublicProductsDocument } from '../../api/gql/graphql';
import { Day } from '../../i18n/times';
import { useLocale } from '../../i18n/use-locale';
import { PageHead } from '../../ui/static/page-head';
import { Page } from '../../ui/static/page';
import { Breadcrumbs, Paging, Table } from '../../ui/static/parts';
import { addressWith } from '../address';

const PAGE_SIZE = 50;

export async function loader({ params: { vendor }, request }: Route.LoaderArgs) {
  const after = new URL(request.url).searchParams.get('after');
  const { advisoryProducts } = await query('anonymous', PublicProductsDocument, { vendor, product: null, first: PAGE_SIZE, after });
  const [first] = advisoryProducts.nodes;
  if (first === undefined) notFound();
  return { vendor: first.vendor, products: advisoryProducts.nodes, page: advisoryProducts.pageInfo, isFirstPage: after === null };
}

export default function Vendor({ loaderData: { vendor, products, page, isFirstPage } }: Route.ComponentProps) {
  const t = useTranslations('portal.product');
  const sections = useTranslations('site.nav');
  const locale = useLocale();
  const path = `/products/${encodeURIComponent(vendor)}`;
  return (
    <Page
      path={path}
      current="alerts"
      before={<Breadcrumbs crumbs={[{ text: sections('alerts'), href: `/${locale}/alerts` }, { text: vendor }]} />}
    >
      <PageHead title={vendor} description={t('description', { product: vendor })} path={path} />
      <h1 className="govuk-heading-xl">{vendor}</h1>
      <Table
        caption={t('products')}
        rows={products}
        rowKey={({ product }) => product}
        columns={[
          {
            head: t('product'),
            cell: ({ product }) => (
              <a className="govuk-link" href={`/${locale}${path}/${encodeURIComponent(product)}`}>
                {product}
              </a>
            ),
          },
          { head: t('alerts'), cell: ({ advisories }) => advisories, isNumeric: true },
          { head: t('exploited'), cell: ({ exploited }) => exploited, isNumeric: true },
          { head: t('last'), cell: ({ lastPublishedAt }) => <Day at={lastPublishedAt} /> },
        ]}
      />
      <Paging
        first={isFirstPage ? undefined : `/${locale}${path}`}
        next={page.hasNextPage ? addressWith(`/${locale}${path}`, {}, { after: page.endCursor ?? undefined }) : undefined}
      />
    </Page>
  );
}
