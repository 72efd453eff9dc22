import { useTranslations } from 'use-intl';
import type { AdvisoryContentFragment } from '../../api/gql/graphql';
import { choose } from '../../i18n/localised';
import { useLocale } from '../../i18n/use-locale';
import { SeverityTag } from '../static/severity-tag';

/** How bad it is, whether it is exploited, and the summary in one paragraph. */
export function SeverityBox({ advisory }: { readonly advisory: AdvisoryContentFragment }) {
  const t = useTranslations('members.advisory');
  const summary = choose(advisory.summary, useLocale());
  const scores = (advisory.text?.vulnerabilities ?? []).flatMap(({ cvss }) => cvss.map(({ score }) => score));
  return (
    <div className="hl-severity-box">
      <p>
        <SeverityTag severity={advisory.severity} />{' '}
        {scores.length === 0 ? null : <span>{t('highest-score', { score: Math.max(...scores).toFixed(1) })}</span>}{' '}
        {advisory.exploited ? <strong className="hl-exploited">{t('exploited')}</strong> : null}
      </p>
      {summary.text === '' ? null : (
        <p className="govuk-body" lang={summary.lang}>
          {summary.text}
        </p>
      )}
    </div>
  );
}
