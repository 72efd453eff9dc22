import { useTranslations } from 'use-intl';
import type { AdvisoryBodyFragment } from '../../api/gql/graphql';
import { useLocale } from '../../i18n/use-locale';
import { Particulars, Several } from '../../ui/advisory/product-cells';
import { productRows } from '../../ui/advisory/product-rows';
import { Table } from '../../ui/static/parts';
import { readVersionRange } from './version-range';

type Product = AdvisoryBodyFragment['affectedProducts'][number];

/** More rows than a person reads; the file has all of them. */
const SHOWN_ROWS = 100;

interface ProductTableProps {
  readonly products: readonly Product[];
  readonly trackingId: string;
}

/** One row for each product, platform and model of which something else is known. */
export function ProductTable({ products, trackingId }: ProductTableProps) {
  const t = useTranslations('portal.alert.products');
  const locale = useLocale();
  const rows = productRows(products);
  if (rows.length === 0) return <p className="govuk-body">{t('none')}</p>;
  const all = t('all-versions');
  const inWords = (version: string) =>
    readVersionRange(version)
      ?.map(({ kind, version: name }) => (kind === 'exactly' ? name : t(`range.${kind}`, { version: name })))
      .join(', ') ?? version;
  return (
    <>
      <Table
        caption={t('caption')}
        rows={rows.slice(0, SHOWN_ROWS)}
        rowKey={(row) => JSON.stringify(row)}
        columns={[
          { head: t('vendor'), cell: ({ vendor }) => vendor },
          {
            head: t('product'),
            cell: ({ vendor, product, platforms, models }) => (
              <>
                <a className="govuk-link" href={`/${locale}/products/${encodeURIComponent(vendor)}/${encodeURIComponent(product)}`}>
                  {product}
                </a>
                <Particulars platforms={platforms} models={models} />
              </>
            ),
          },
          {
            head: t('affected'),
            cell: ({ affected, statuses }) =>
              affected.length > 0 ? <Several texts={affected.map(inWords)} /> : statuses.includes('KNOWN_AFFECTED') ? all : '–',
          },
          {
            head: t('fixed'),
            cell: ({ fixed, statuses }) =>
              fixed.length > 0 ? <Several texts={fixed.map(inWords)} /> : statuses.includes('FIXED') ? all : '–',
          },
          { head: t('status'), cell: ({ statuses }) => statuses.map((status) => t(`statuses.${status}`)).join(', ') },
        ]}
      />
      {rows.length > SHOWN_ROWS ? <p className="govuk-body">{t('more', { shown: SHOWN_ROWS, count: rows.length })}</p> : null}
      <p className="govuk-body hl-no-print">
        <a className="govuk-link" href={`/${locale}/alerts/${trackingId}/products.csv`} download>
          {t('csv', { count: products.length })}
        </a>
      </p>
    </>
  );
}
