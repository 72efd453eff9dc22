import { useTranslations } from 'use-intl';
import type { CheckUpResultQuery } from '../../api/gql/graphql';
import { choose } from '../../i18n/localised';
import { useLocale } from '../../i18n/use-locale';

const WIDTH = 200;
const HEIGHT = 14;

/** The score as a number, and by area as bars with their figures beside them. */
export function Score({ result }: { readonly result: NonNullable<CheckUpResultQuery['healthCheckResult']> }) {
  const t = useTranslations('guidance.check-up');
  const locale = useLocale();
  return (
    <section className="hl-score">
      <p className="hl-score__total">
        <span className="hl-score__number">{result.percent === null ? '–' : `${result.percent} %`}</span> {t(verdict(result.percent))}
      </p>
      <table className="govuk-table">
        <caption className="govuk-table__caption govuk-table__caption--m">{t('by-area')}</caption>
        <tbody className="govuk-table__body">
          {result.areas.map(({ area, percent }) => (
            <tr className="govuk-table__row" key={area.code}>
              <th scope="row" className="govuk-table__header">
                {choose(area.title, locale).text}
              </th>
              <td className="govuk-table__cell">
                <svg
                  className="hl-score__bar"
                  viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
                  aria-hidden="true"
                  focusable="false"
                  preserveAspectRatio="none"
                >
                  <rect className="hl-score__ground" width={WIDTH} height={HEIGHT} />
                  <rect className="hl-score__value" width={((percent ?? 0) / 100) * WIDTH} height={HEIGHT} />
                </svg>
              </td>
              <td className="govuk-table__cell govuk-table__cell--numeric">{percent === null ? t('does-not-apply') : `${percent} %`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function verdict(percent: number | null): 'verdict.none' | 'verdict.low' | 'verdict.middle' | 'verdict.high' {
  if (percent === null) return 'verdict.none';
  if (percent < 50) return 'verdict.low';
  return percent < 85 ? 'verdict.middle' : 'verdict.high';
}
