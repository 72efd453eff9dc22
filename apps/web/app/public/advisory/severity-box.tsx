import { useFormatter, useTranslations } from 'use-intl';
import type { AdvisoryBodyFragment } from '../../api/gql/graphql';
import { SeverityTag } from '../../ui/static/severity-tag';
import type { LoadedAdvisory } from './load-advisory.server';
import { useLangOf } from './shown-text';

/** The highest score there is, from the newest version of CVSS that has one. */
function worstScore({ vulnerabilities }: AdvisoryBodyFragment) {
  return vulnerabilities.flatMap(({ cvss }) => cvss).sort((a, b) => b.score - a.score || b.version.localeCompare(a.version))[0];
}

/** How bad it is, in a word, a number and a paragraph. */
export function SeverityBox({ about, text, severity }: LoadedAdvisory & { readonly text: AdvisoryBodyFragment }) {
  const t = useTranslations('portal.alert');
  const format = useFormatter();
  const langOf = useLangOf();
  const score = worstScore(text);
  const isKnown = about.cves.length > 0;
  return (
    <div className={`hl-box hl-box--${severity.toLowerCase()}`}>
      <p className="hl-card__facts">
        <SeverityTag severity={severity} />
        {score === undefined ? null : (
          <span>
            CVSS {score.version}: {format.number(score.score, { minimumFractionDigits: 1 })}
          </span>
        )}
        <span>
          {t('exploited-question')} <strong>{t(about.exploited ? 'exploited-yes' : isKnown ? 'exploited-no' : 'exploited-unknown')}</strong>
        </span>
      </p>
      <p className="govuk-body-l hl-box__summary" lang={langOf(text.summary)}>
        {text.summary.text}
      </p>
    </div>
  );
}
