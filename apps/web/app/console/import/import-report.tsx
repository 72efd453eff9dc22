import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { choose } from '../../i18n/localised';
import { useLocale } from '../../i18n/use-locale';
import { Table } from '../../ui/static/parts';
import type { ImportResult } from './import-document.server';

const OUTCOMES = ['IMPORTED', 'UPDATED', 'UNCHANGED', 'REFUSED'] as const;
/** More rows than a person reads; refused ones stand first and all are counted above. */
const MAX_ROWS = 500;

/** How many became what, and every document with its advisory or its reasons. */
export function ImportReport({ results, isOver }: { readonly results: readonly ImportResult[]; readonly isOver: boolean }) {
  const t = useTranslations('console.import');
  if (results.length === 0) return null;
  const rows = [...results].map((result, at) => ({ result, at })).sort((a, b) => rank(a.result) - rank(b.result) || a.at - b.at);
  return (
    <section>
      <h2>{t('report')}</h2>
      <p role={isOver ? 'status' : undefined}>
        {OUTCOMES.map((outcome) => t(`counts.${outcome}`, { count: results.filter((each) => each.outcome === outcome).length })).join(
          ' · ',
        )}
      </p>
      <Table
        caption={t('report-caption')}
        rows={rows.slice(0, MAX_ROWS)}
        rowKey={({ at }) => String(at)}
        columns={[
          { head: t('document'), cell: ({ result }) => <code>{result.place}</code> },
          { head: t('outcome'), cell: ({ result }) => t(`outcomes.${result.outcome}`) },
          { head: t('advisory'), cell: ({ result }) => <Became result={result} /> },
        ]}
      />
      {rows.length > MAX_ROWS ? <p>{t('more-than-shown', { count: rows.length - MAX_ROWS })}</p> : null}
    </section>
  );
}

function rank({ outcome }: ImportResult): number {
  return outcome === 'REFUSED' ? 0 : 1;
}

function Became({ result }: { readonly result: ImportResult }) {
  const locale = useLocale();
  if (result.outcome === 'REFUSED') {
    return (
      <ul className="hl-reasons">
        {result.reasons.slice(0, 20).map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    );
  }
  const title = choose(result.title, locale);
  return (
    <>
      <Link to={`/console/advisories/${result.trackingId}`}>{result.trackingId}</Link> <span lang={title.lang}>{title.text}</span>
    </>
  );
}
