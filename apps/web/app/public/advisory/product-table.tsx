import { useTranslations } from 'use-intl';
import type { AdvisoryBodyFragment, ProductStatus } from '../../api/gql/graphql';
import { useLocale } from '../../i18n/use-locale';
import { Table } from '../../ui/static/parts';
import { readVersionRange } from './version-range';

type Product = AdvisoryBodyFragment['affectedProducts'][number];

/** More rows than a person reads; the machine formats have all of them. */
const SHOWN_ROWS = 200;
const FIXED: readonly ProductStatus[] = ['FIXED', 'FIRST_FIXED', 'RECOMMENDED'];

interface Row {
  readonly vendor: string;
  readonly product: string;
  readonly affected: readonly string[];
  readonly fixed: readonly string[];
  readonly statuses: readonly ProductStatus[];
}

/** One row a product: which versions are affected, which are fixed. */
function rowsOf(products: readonly Product[]): readonly Row[] {
  const rows = new Map<string, Row>();
  for (const { vendor, product, version, status } of products) {
    const key = JSON.stringify([vendor, product]);
    const row = rows.get(key) ?? { vendor, product, affected: [], fixed: [], statuses: [] };
    const name = version === null ? [] : [version];
    const isFixed = FIXED.includes(status);
    const isAffected = status === 'KNOWN_AFFECTED' || status === 'FIRST_AFFECTED' || status === 'LAST_AFFECTED';
    rows.set(key, {
      ...row,
      affected: isAffected ? [...new Set([...row.affected, ...name])] : row.affected,
      fixed: isFixed ? [...new Set([...row.fixed, ...name])] : row.fixed,
      statuses: row.statuses.includes(status) ? row.statuses : [...row.statuses, status],
    });
  }
  return [...rows.values()];
}

export function ProductTable({ products }: { readonly products: readonly Product[] }) {
  const t = useTranslations('portal.alert.products');
  const locale = useLocale();
  const rows = rowsOf(products);
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
        rowKey={({ vendor, product }) => JSON.stringify([vendor, product])}
        columns={[
          { head: t('vendor'), cell: ({ vendor }) => vendor },
          {
            head: t('product'),
            cell: ({ vendor, product }) => (
              <a className="govuk-link" href={`/${locale}/products/${encodeURIComponent(vendor)}/${encodeURIComponent(product)}`}>
                {product}
              </a>
            ),
          },
          {
            head: t('affected'),
            cell: ({ affected, statuses }) => affected.map(inWords).join('; ') || (statuses.includes('KNOWN_AFFECTED') ? all : '–'),
          },
          { head: t('fixed'), cell: ({ fixed, statuses }) => fixed.map(inWords).join('; ') || (statuses.includes('FIXED') ? all : '–') },
          { head: t('status'), cell: ({ statuses }) => statuses.map((status) => t(`statuses.${status}`)).join(', ') },
        ]}
      />
      {rows.length > SHOWN_ROWS ? <p className="govuk-body">{t('more', { shown: SHOWN_ROWS, count: rows.length })}</p> : null}
    </>
  );
}
