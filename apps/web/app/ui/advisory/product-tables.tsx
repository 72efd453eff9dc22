import { useTranslations } from 'use-intl';
import type { AdvisoryTextPartsFragment } from '../../api/gql/graphql';
import { Table } from '../static/parts';
import { Particulars, Several } from './product-cells';
import { productRows } from './product-rows';

type Text = AdvisoryTextPartsFragment;

const MOST_SHOWN = 100;

export function AffectedProducts({ products }: { readonly products: Text['affectedProducts'] }) {
  const t = useTranslations('members.advisory');
  const words = useTranslations('portal.alert.products');
  if (products.length === 0) return null;
  const rows = productRows(products);
  const versions = (names: readonly string[], isThere: boolean) =>
    names.length > 0 ? <Several texts={names} /> : isThere ? t('all-versions') : '–';
  return (
    <>
      <Table
        caption={t('products')}
        rows={rows.slice(0, MOST_SHOWN)}
        rowKey={(row) => JSON.stringify(row)}
        columns={[
          { head: t('vendor'), cell: ({ vendor }) => vendor },
          {
            head: t('product'),
            cell: ({ product, platforms, models }) => (
              <>
                {product}
                <Particulars platforms={platforms} models={models} />
              </>
            ),
          },
          { head: words('affected'), cell: ({ affected, statuses }) => versions(affected, statuses.includes('KNOWN_AFFECTED')) },
          { head: words('fixed'), cell: ({ fixed, statuses }) => versions(fixed, statuses.includes('FIXED')) },
          { head: t('status'), cell: ({ statuses }) => statuses.map((status) => t(`product-status.${status}`)).join(', ') },
        ]}
      />
      {rows.length > MOST_SHOWN ? <p className="govuk-body">{t('more-products', { count: rows.length - MOST_SHOWN })}</p> : null}
    </>
  );
}

export function VulnerabilityTable({ vulnerabilities }: { readonly vulnerabilities: Text['vulnerabilities'] }) {
  const t = useTranslations('members.advisory');
  if (vulnerabilities.length === 0) return null;
  const rows = vulnerabilities.map((each, at) => ({ ...each, at }));
  return (
    <Table
      caption={t('vulnerabilities')}
      rows={rows}
      rowKey={({ at }) => String(at)}
      columns={[
        { head: 'CVE', cell: ({ cve, title }) => [cve, title].filter(Boolean).join(' ') },
        { head: 'CWE', cell: ({ cwes }) => cwes.join(', ') },
        {
          head: 'CVSS',
          cell: ({ cvss }) =>
            cvss.map(({ version, score, vector }) => (
              <div key={vector}>
                {version}: <strong>{score.toFixed(1)}</strong> <code>{vector}</code>
              </div>
            )),
        },
      ]}
    />
  );
}
