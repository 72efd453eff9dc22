import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { ReviewIndicatorFragment, ReviewTextFragment } from '../../../api/gql/graphql';
import { Facts, Table } from '../../../ui/static/parts';
import { AudienceNames } from '../audience-shown';
import { useBlockName } from '../block-name';
import { ReadersOf } from '../edit/indicators/readers-of';

/** Everything up to here is shown: who approves a text answers for all of it. */
const MAX_ROWS = 2_000;

export function IndicatorRows({ indicators }: { readonly indicators: readonly ReviewIndicatorFragment[] }) {
  const t = useTranslations('console');
  if (indicators.length === 0) return null;
  return (
    <>
      <Table
        caption={t('review.indicators', { count: indicators.length })}
        rows={indicators.slice(0, MAX_ROWS)}
        rowKey={({ type, value }) => `${type} ${value}`}
        columns={[
          { head: t('indicators.type'), cell: ({ type }) => t(`indicators.types.${type}`) },
          { head: t('indicators.value'), cell: ({ value }) => <code>{value}</code> },
          { head: t('indicators.comment'), cell: ({ comment }) => comment ?? '' },
          { head: t('indicators.readers'), cell: (indicator) => <NarrowReaders indicator={indicator} /> },
        ]}
      />
      <MoreRows count={indicators.length} />
    </>
  );
}

/** By name, for whoever approves them. */
function NarrowReaders({ indicator }: { readonly indicator: ReviewIndicatorFragment }) {
  return (
    <>
      <ReadersOf indicator={indicator} />
      {indicator.audience === null ? null : <AudienceNames audience={indicator.audience} />}
    </>
  );
}

function MoreRows({ count }: { readonly count: number }) {
  const t = useTranslations('console.review');
  return count > MAX_ROWS ? <p>{t('more-rows', { count: count - MAX_ROWS })}</p> : null;
}

/** What a text says in lists. */
export function TextLists({ text }: { readonly text: ReviewTextFragment }) {
  return (
    <>
      <Products products={text.affectedProducts} />
      <Vulnerabilities vulnerabilities={text.vulnerabilities} />
      <Remediations remediations={text.remediations} />
      <References references={text.references} />
      <OtherFacts text={text} />
    </>
  );
}

function Products({ products }: { readonly products: ReviewTextFragment['affectedProducts'] }) {
  const t = useTranslations('console');
  if (products.length === 0) return null;
  return (
    <>
      <Table
        caption={t('review.products', { count: products.length })}
        rows={products.slice(0, MAX_ROWS).map((product, at) => ({ ...product, at }))}
        rowKey={({ at }) => String(at)}
        columns={[
          { head: t('products.columns.vendor'), cell: ({ vendor }) => vendor },
          { head: t('products.columns.product'), cell: ({ product }) => product },
          { head: t('products.columns.version'), cell: ({ version }) => version ?? t('review.all-versions') },
          { head: t('products.columns.status'), cell: ({ status }) => t(`products.status.${status}`) },
          { head: t('products.columns.cves'), cell: ({ cves }) => cves.join(', ') },
          { head: t('review.ids'), cell: ({ purl, cpe }) => <Lines lines={[purl, cpe]} isCode /> },
        ]}
      />
      <MoreRows count={products.length} />
    </>
  );
}

function Vulnerabilities({ vulnerabilities }: { readonly vulnerabilities: ReviewTextFragment['vulnerabilities'] }) {
  const t = useTranslations('console');
  if (vulnerabilities.length === 0) return null;
  return (
    <>
      <Table
        caption={t('review.vulnerabilities', { count: vulnerabilities.length })}
        rows={vulnerabilities.slice(0, MAX_ROWS).map((vulnerability, at) => ({ ...vulnerability, at }))}
        rowKey={({ at }) => String(at)}
        columns={[
          {
            head: t('vulnerabilities.cve'),
            cell: ({ cve, ids, title }) => <Lines lines={[cve, ...ids.map(({ system, value }) => `${system}: ${value}`), title]} />,
          },
          { head: 'CWE', cell: ({ cwes }) => cwes.join(', ') },
          {
            head: 'CVSS',
            cell: ({ cvss }) => (
              <Lines lines={cvss.map(({ version, score, vector }) => `${version}: ${score.toFixed(1)} ${vector}`)} isCode />
            ),
          },
          { head: t('review.notes'), cell: ({ notes }) => <Lines lines={notes} /> },
        ]}
      />
      <MoreRows count={vulnerabilities.length} />
    </>
  );
}

function Remediations({ remediations }: { readonly remediations: ReviewTextFragment['remediations'] }) {
  const t = useTranslations('console.remediation');
  const blockName = useBlockName();
  if (remediations.length === 0) return null;
  return (
    <>
      <h3>{blockName('remediations')}</h3>
      <ul>
        {remediations.slice(0, MAX_ROWS).map(({ category, details, url }, at) => (
          <li key={at}>
            {t.has(category as 'mitigation') ? t(category as 'mitigation') : category}: {details} {url === null ? null : <code>{url}</code>}
          </li>
        ))}
      </ul>
      <MoreRows count={remediations.length} />
    </>
  );
}

function References({ references }: { readonly references: ReviewTextFragment['references'] }) {
  const blockName = useBlockName();
  if (references.length === 0) return null;
  return (
    <>
      <h3>{blockName('references')}</h3>
      <ul>
        {references.slice(0, MAX_ROWS).map(({ url, summary }, at) => (
          <li key={at}>
            {summary} <code>{url}</code>
          </li>
        ))}
      </ul>
      <MoreRows count={references.length} />
    </>
  );
}

/** What machines and those who search read beside the text. */
function OtherFacts({ text }: { readonly text: ReviewTextFragment }) {
  const blockName = useBlockName();
  const sector = useTranslations('console.sector');
  const lists = [
    { block: 'tags', values: text.tags },
    { block: 'sectors', values: text.sectors.map((each) => sector(each)) },
    { block: 'techniques', values: text.techniques },
    { block: 'cnvd', values: text.cnvd },
    { block: 'credits', values: text.credits },
    { block: 'restrictions', values: text.restrictions === null ? [] : [text.restrictions] },
  ].filter(({ values }) => values.length > 0);
  if (lists.length === 0) return null;
  return <Facts facts={lists.map(({ block, values }) => ({ name: blockName(block), value: values.join(', ') }))} />;
}

function Lines({ lines, isCode = false }: { readonly lines: readonly (string | null)[]; readonly isCode?: boolean }): ReactNode {
  const written = lines.filter((line) => line !== null && line !== '');
  return (
    <ul className="hl-plain-list">
      {written.map((line, at) => (
        <li key={at}>{isCode ? <code>{line}</code> : line}</li>
      ))}
    </ul>
  );
}
