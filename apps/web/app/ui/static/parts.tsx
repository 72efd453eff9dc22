import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';

export interface Crumb {
  readonly text: ReactNode;
  readonly href?: string;
}

/** Where the page stands; the last crumb is the page itself. */
export function Breadcrumbs({ crumbs }: { readonly crumbs: readonly Crumb[] }) {
  const t = useTranslations('site');
  return (
    <nav className="govuk-breadcrumbs" aria-label={t('breadcrumbs')}>
      <ol className="govuk-breadcrumbs__list">
        {crumbs.map(({ text, href }, at) => (
          <li className="govuk-breadcrumbs__list-item" key={at} aria-current={href === undefined ? 'page' : undefined}>
            {href === undefined ? (
              text
            ) : (
              <a className="govuk-breadcrumbs__link" href={href}>
                {text}
              </a>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

export interface Fact {
  readonly name: ReactNode;
  readonly value: ReactNode;
}

export function Facts({ facts }: { readonly facts: readonly (Fact | undefined)[] }) {
  return (
    <dl className="govuk-summary-list">
      {facts.map((fact, at) =>
        fact === undefined ? null : (
          <div className="govuk-summary-list__row" key={at}>
            <dt className="govuk-summary-list__key">{fact.name}</dt>
            <dd className="govuk-summary-list__value">{fact.value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

/** Something that the reader should know first: `important` for warnings, `success` for what was done. */
export function Banner({
  title,
  children,
  look = 'important',
}: {
  readonly title: ReactNode;
  readonly children: ReactNode;
  readonly look?: 'important' | 'success';
}) {
  return (
    <div
      className={`govuk-notification-banner${look === 'success' ? ' govuk-notification-banner--success' : ''}`}
      role={look === 'success' ? 'alert' : 'region'}
      aria-labelledby="banner-title"
    >
      <div className="govuk-notification-banner__header">
        <h2 className="govuk-notification-banner__title" id="banner-title">
          {title}
        </h2>
      </div>
      <div className="govuk-notification-banner__content">{children}</div>
    </div>
  );
}

export interface Column<Row> {
  readonly head: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  readonly isNumeric?: boolean;
}

/** A table in a region that scrolls by itself on narrow screens and can be reached by keyboard. */
export function Table<Row>({
  caption,
  columns,
  rows,
  rowKey,
}: {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
}) {
  return (
    <div className="hl-scroll" role="region" aria-label={caption} tabIndex={0}>
      <table className="govuk-table">
        <caption className="govuk-table__caption govuk-table__caption--m">{caption}</caption>
        <thead className="govuk-table__head">
          <tr className="govuk-table__row">
            {columns.map(({ head, isNumeric }, at) => (
              <th key={at} scope="col" className={`govuk-table__header${isNumeric ? ' govuk-table__header--numeric' : ''}`}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="govuk-table__body">
          {rows.map((row) => (
            <tr className="govuk-table__row" key={rowKey(row)}>
              {columns.map(({ cell, isNumeric }, at) => (
                <td key={at} className={`govuk-table__cell${isNumeric ? ' govuk-table__cell--numeric' : ''}`}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The next page of a list that is read by cursor; the first page is one link back. */
export function Paging({ first, next }: { readonly first?: string | undefined; readonly next?: string | undefined }) {
  const t = useTranslations('site.paging');
  if (first === undefined && next === undefined) return null;
  return (
    <nav className="govuk-pagination" aria-label={t('pages')}>
      {first === undefined ? null : (
        <div className="govuk-pagination__prev">
          <a className="govuk-link govuk-pagination__link" href={first}>
            {t('first')}
          </a>
        </div>
      )}
      {next === undefined ? null : (
        <div className="govuk-pagination__next">
          <a className="govuk-link govuk-pagination__link" href={next} rel="next">
            {t('next')}
          </a>
        </div>
      )}
    </nav>
  );
}

/** HTML that the API made safe; nothing else may be given here. */
export function SafeHtml({ html, lang }: { readonly html: string; readonly lang?: string | undefined }) {
  return <div className="hl-prose" lang={lang} dangerouslySetInnerHTML={{ __html: html }} />;
}
