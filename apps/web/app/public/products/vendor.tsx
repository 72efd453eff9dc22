import { useTranslations } from 'use-intl';
import type { Route } from './+types/vendor';
import { notFound, query } from '../../api/api.server';
import { PublicProductsDocument } from '../../api/gql/graphql';
import { Day } from '../../i18n/times';
import { useLocale } from '../../i18n/use-locale';
import { PageHead } from '../../ui/static/page-head';
import { Page } from '../../ui/static/page';
import { Breadcrumbs, Table } from '../../ui/static/parts';

export async function loader({ params: { vendor } }: Route.LoaderArgs) {
  const { advisoryProducts } = await query('anonymous', PublicProductsDocument, { vendor, product: null });
  const [first] = advisoryProducts;
  if (first === undefined) notFound();
  return { vendor: first.vendor, products: advisoryProducts };
}

export default function Vendor({ loaderData: { vendor, products } }: Route.ComponentProps) {
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
    </Page>
  );
}
