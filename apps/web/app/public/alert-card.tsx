import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { AlertCardFragment } from '../api/gql/graphql';
import { choose } from '../i18n/localised';
import { Day } from '../i18n/times';
import { useLocale } from '../i18n/use-locale';
import { SeverityTag } from '../ui/static/severity-tag';

/** One alert of a list: what it is about, how bad it is, when it was said. */
export function AlertCard({ alert, language }: { readonly alert: AlertCardFragment; readonly language?: ReactNode }) {
  const t = useTranslations('portal.alert');
  const locale = useLocale();
  const title = choose(alert.title, locale);
  const summary = choose(alert.summary, locale);
  return (
    <li className="hl-card">
      <h3 className="hl-card__title">
        <a className="govuk-link" href={`/${locale}/alerts/${alert.trackingId}`} lang={title.lang}>
          {title.text}
        </a>
      </h3>
      <p className="hl-card__facts">
        <SeverityTag severity={alert.severity} />
        {alert.exploited ? <strong className="hl-exploited">{t('exploited')}</strong> : null}
        <span>{alert.trackingId}</span>
        {alert.publishedAt === null ? null : <Day at={alert.publishedAt} />}
        {alert.withdrawnAt === null ? null : <strong>{t('withdrawn')}</strong>}
        {language}
      </p>
      {summary.text === '' ? null : (
        <p className="hl-card__summary" lang={summary.lang}>
          {summary.text}
        </p>
      )}
    </li>
  );
}
