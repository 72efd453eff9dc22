import { useTranslations } from 'use-intl';
import type { AdvisoryAboutFragment } from '../../api/gql/graphql';
import { useLocale } from '../../i18n/use-locale';
import { Table } from '../../ui/static/parts';
import { defang } from './defang';

const SHOWN_ROWS = 100;

/** What to look for in one's own logs, written so that nothing can be followed by accident. */
export function IndicatorTable({ about, techniques }: { readonly about: AdvisoryAboutFragment; readonly techniques: readonly string[] }) {
  const t = useTranslations('portal.alert.indicators');
  const locale = useLocale();
  const { indicators, trackingId } = about;
  return (
    <>
      {indicators.length === 0 ? null : (
        <>
          <p className="govuk-body">{t('lead')}</p>
          <Table
            caption={t('caption')}
            rows={indicators.slice(0, SHOWN_ROWS)}
            rowKey={({ type, value }) => `${type} ${value}`}
            columns={[
              { head: t('type'), cell: ({ type }) => type },
              { head: t('value'), cell: ({ type, value }) => <code translate="no">{defang(type, value)}</code> },
              { head: t('comment'), cell: ({ comment }) => comment },
            ]}
          />
          {indicators.length > SHOWN_ROWS ? (
            <p className="govuk-body">{t('more', { shown: SHOWN_ROWS, count: indicators.length })}</p>
          ) : null}
          <p className="govuk-body hl-no-print">
            <a className="govuk-link" href={`/${locale}/alerts/${trackingId}/indicators.csv`} download>
              {t('csv')}
            </a>
          </p>
        </>
      )}
      {techniques.length === 0 ? null : (
        <p className="govuk-body">
          {t('techniques')} {techniques.join(', ')}
        </p>
      )}
    </>
  );
}
