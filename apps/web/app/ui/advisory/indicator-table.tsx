import { useTranslations } from 'use-intl';
import type { AdvisoryContentFragment } from '../../api/gql/graphql';
import { Table } from '../static/parts';
import { defang } from './defang';

const MOST_SHOWN = 100;

interface IndicatorTableProps {
  readonly indicators: AdvisoryContentFragment['indicators'];
  /** Where all of them are given as CSV, as they are. */
  readonly href: string;
}

/** How to tell whether one was attacked: defanged on the page, as they are in the file. */
export function IndicatorTable({ indicators, href }: IndicatorTableProps) {
  const t = useTranslations('members.advisory');
  if (indicators.length === 0) return null;
  return (
    <section id="indicators">
      <Table
        caption={t('indicators')}
        rows={indicators.slice(0, MOST_SHOWN)}
        rowKey={({ type, value }) => `${type} ${value}`}
        columns={[
          { head: t('indicator-type'), cell: ({ type }) => t(`indicator.${type}`) },
          { head: t('indicator-value'), cell: ({ type, value }) => <code>{defang(type, value)}</code> },
          { head: t('indicator-comment'), cell: ({ comment }) => comment },
        ]}
      />
      <p className="govuk-body">
        {indicators.length > MOST_SHOWN ? `${t('more-indicators', { count: indicators.length - MOST_SHOWN })} ` : null}
        <a className="govuk-link" href={href}>
          {t('download-indicators', { count: indicators.length })}
        </a>
      </p>
    </section>
  );
}
