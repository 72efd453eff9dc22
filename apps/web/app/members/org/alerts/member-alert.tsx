import { useTranslations } from 'use-intl';
import type { MemberAlertFragment, ReasonFragment } from '../../../api/gql/graphql';
import { choose } from '../../../i18n/localised';
import { Instant } from '../../../i18n/times';
import { useLocale } from '../../../i18n/use-locale';
import { SeverityTag } from '../../../ui/static/severity-tag';
import { TlpLabel } from '../../../ui/static/tlp-label';
import { Reasons } from './reasons';

interface MemberAlertProps {
  readonly alert: MemberAlertFragment;
  /** Why it concerns the reader, where that is known. */
  readonly reasons?: readonly ReasonFragment[];
}

/** One alert of a list in the member zone: its label first, what it is about, how bad it is, and why it is here. */
export function MemberAlertCard({ alert, reasons = [] }: MemberAlertProps) {
  const t = useTranslations('members');
  const locale = useLocale();
  const title = choose(alert.title, locale);
  const summary = choose(alert.summary, locale);
  return (
    <li className="hl-card">
      <h3 className="hl-card__title">
        <a className="govuk-link" href={`/org/alerts/${alert.trackingId}`} lang={title.lang}>
          {title.text}
        </a>
      </h3>
      <p className="hl-card__facts">
        {alert.labelText === null ? null : <TlpLabel text={alert.labelText} />}
        <SeverityTag severity={alert.severity} />
        {alert.exploited ? <strong className="hl-exploited">{t('advisory.exploited')}</strong> : null}
        <span>{alert.trackingId}</span>
        {alert.publishedAt === null ? null : <Instant at={alert.updatedAt ?? alert.publishedAt} />}
        {alert.withdrawnAt === null ? null : <strong>{t('advisory.withdrawn')}</strong>}
        {alert.acknowledgement === null ? null : <strong>{t(`acknowledged.${alert.acknowledgement.status}`)}</strong>}
      </p>
      {summary.text === '' ? null : (
        <p className="hl-card__summary" lang={summary.lang}>
          {summary.text}
        </p>
      )}
      <Reasons reasons={reasons} />
    </li>
  );
}
