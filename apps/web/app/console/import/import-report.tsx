import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { choose } from '../../i18n/localised';
import { useLocale } from '../../i18n/use-locale';
import { Table } from '../../ui/static/parts';
import type { ImportedAdvisory, ImportResult } from './import-document.server';
import { ObjectReports } from './object-report';

const OUTCOMES = ['IMPORTED', 'UPDATED', 'UNCHANGED', 'REFUSED'] as const;
/** More rows than a person reads; refused ones stand first and all are counted above. */
const MAX_ROWS = 500;
const MAX_REASONS = 20;

/** How many became what, and every document with its advisories, what was done with each object of it, or its reasons. */
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
      <ObjectReports results={rows.slice(0, MAX_ROWS).map(({ result }) => result)} />
    </section>
  );
}

/** What was refused, wholly or in part, is read first. */
function rank(result: ImportResult): number {
  if (result.outcome === 'REFUSED') return 0;
  return result.refused.length > 0 || result.counts.REFUSED > 0 ? 1 : 2;
}

function Became({ result }: { readonly result: ImportResult }) {
  const t = useTranslations('console.import');
  if (result.outcome === 'REFUSED') {
    return (
      <ul className="hl-reasons">
        {result.reasons.slice(0, MAX_REASONS).map(({ text, lang }) => (
          <li key={text} lang={lang}>
            {text}
          </li>
        ))}
        {result.reasons.length > MAX_REASONS ? <li>{t('more-than-shown', { count: result.reasons.length - MAX_REASONS })}</li> : null}
      </ul>
    );
  }
  return (
    <>
      <ul className="hl-plain-list">
        {result.advisories.map((advisory) => (
          <li key={`${advisory.trackingId} ${advisory.sourceId}`}>
            <OneAdvisory advisory={advisory} isAlone={result.advisories.length === 1} />
          </li>
        ))}
      </ul>
      {result.refused.length === 0 ? null : (
        <>
          <p>{t('refused-parts', { count: result.refused.length })}</p>
          <ul className="hl-reasons">
            {result.refused.map(({ text, lang }) => (
              <li key={text} lang={lang}>
                {text}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function OneAdvisory({ advisory, isAlone }: { readonly advisory: ImportedAdvisory; readonly isAlone: boolean }) {
  const t = useTranslations('console.import');
  const title = choose(advisory.title, useLocale());
  return (
    <>
      <Link to={`/console/advisories/${advisory.trackingId}`}>{advisory.trackingId}</Link>{' '}
      {title.text === '' ? <code>{advisory.sourceId}</code> : <span lang={title.lang}>{title.text}</span>}
      {isAlone ? null : ` · ${t(`outcomes.${advisory.outcome}`)}`}
      {advisory.isValid ? null : ` · ${t('has-flaws')}`}
      {advisory.reason === undefined ? null : (
        <>
          {' · '}
          <span lang={advisory.reason.lang}>{advisory.reason.text}</span>
        </>
      )}
    </>
  );
}
