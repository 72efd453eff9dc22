import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Table } from '../static/parts';
import type { Column } from '../static/parts';

export const CHART_WIDTH = 640;

interface ChartFigureProps<Row> {
  readonly caption: string;
  /** In a sentence, what is to be seen. */
  readonly name: string;
  readonly height: number;
  readonly children: ReactNode;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
}

/** A chart with its caption, and the same figures as a table, for whoever does not see it or wants the numbers. */
export function ChartFigure<Row>({ caption, name, height, children, columns, rows, rowKey }: ChartFigureProps<Row>) {
  const t = useTranslations('site.charts');
  return (
    <figure className="hl-chart">
      <figcaption className="govuk-heading-m">{caption}</figcaption>
      <div className="hl-scroll" role="region" aria-label={caption} tabIndex={0}>
        <svg viewBox={`0 0 ${CHART_WIDTH} ${height}`} role="img" aria-label={name}>
          {children}
        </svg>
      </div>
      <details className="govuk-details">
        <summary className="govuk-details__summary">
          <span className="govuk-details__summary-text">{t('as-table')}</span>
        </summary>
        <div className="govuk-details__text">
          <Table caption={caption} columns={columns} rows={rows} rowKey={rowKey} />
        </div>
      </details>
    </figure>
  );
}

export interface LegendEntry {
  readonly key: string;
  readonly text: string;
}

/** Which pattern and colour stands for what. */
export function Legend({ entries }: { readonly entries: readonly LegendEntry[] }) {
  return (
    <ul className="hl-legend" aria-hidden="true">
      {entries.map(({ key, text }) => (
        <li key={key}>
          <svg viewBox="0 0 16 16" className="hl-legend__mark">
            <rect className={`hl-series hl-series--${key}`} width="16" height="16" />
          </svg>
          {text}
        </li>
      ))}
    </ul>
  );
}
