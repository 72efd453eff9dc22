import { useTranslations } from 'use-intl';
import type { AdvisoryTextPartsFragment } from '../../api/gql/graphql';
import { Table } from '../static/parts';

type Text = AdvisoryTextPartsFragment;

const MOST_SHOWN = 200;

export function AffectedProducts({ products }: { readonly products: Text['affectedProducts'] }) {
  const t = useTranslations('members.advisory');
  if (products.length === 0) return null;
  const shown = products.slice(0, MOST_SHOWN).map((product, at) => ({ ...product, at }));
  return (
    <>
      <Table
        caption={t('products')}
        rows={shown}
        rowKey={({ at }) => String(at)}
        columns={[
          { head: t('vendor'), cell: ({ vendor }) => vendor },
          { head: t('product'), cell: ({ product }) => product },
          { head: t('version'), cell: ({ version }) => version ?? t('all-versions') },
          { head: t('status'), cell: ({ status }) => t(`product-status.${status}`) },
          { head: 'CVE', cell: ({ cves }) => cves.join(', ') },
        ]}
      />
      {products.length > MOST_SHOWN ? <p className="govuk-body">{t('more-products', { count: products.length - MOST_SHOWN })}</p> : null}
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
