import { useTranslations } from 'use-intl';
import type { AdvisoryAboutFragment } from '../../api/gql/graphql';
import { Day } from '../../i18n/times';
import { useLocale } from '../../i18n/use-locale';
import { PartOf } from './advisory-parts';
import { useLangOf } from './shown-text';

/** Every published revision, the newest first, with what it changed. */
export function AdvisoryHistory({ about }: { readonly about: AdvisoryAboutFragment }) {
  const t = useTranslations('portal.history');
  const locale = useLocale();
  const langOf = useLangOf();
  const path = `/${locale}/alerts/${about.trackingId}`;
  return (
    <PartOf part="history">
      <ul className="govuk-list govuk-list--bullet">
        {[...about.history].reverse().map(({ number, publishedAt, updateClass, summaryOfChanges }) => (
          <li key={number}>
            <a className="govuk-link" href={`${path}/revisions/${number}`}>
              {t('revision', { number })}
            </a>
            {' · '}
            <Day at={publishedAt} /> · {t(`class.${updateClass}`)}
            {summaryOfChanges?.text ? <div lang={langOf(summaryOfChanges)}>{summaryOfChanges.text}</div> : null}
          </li>
        ))}
      </ul>
      {about.history.length < 2 ? null : (
        <p className="govuk-body hl-no-print">
          <a className="govuk-link" href={`${path}/history`}>
            {t('compare-link')}
          </a>
        </p>
      )}
    </PartOf>
  );
}
