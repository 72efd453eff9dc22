import { useTranslations } from 'use-intl';
import { Day } from '../../i18n/times';
import { useLocale } from '../../i18n/use-locale';
import { Banner } from '../../ui/static/parts';
import type { LoadedAdvisory } from './load-advisory.server';
import { useLangOf } from './shown-text';

/** Said before anything else: that it was withdrawn, or that a newer revision has taken its place. */
export function AdvisoryBanner({ about, supersededBy }: LoadedAdvisory) {
  const t = useTranslations('portal.alert');
  const locale = useLocale();
  const langOf = useLangOf();
  if (about.withdrawnAt !== null) {
    return (
      <Banner title={t('withdrawn')}>
        <p className="govuk-notification-banner__heading">
          {t('withdrawn-on')} <Day at={about.withdrawnAt} />
        </p>
        <p className="govuk-body" lang={langOf(about.withdrawalNotice)}>
          {about.withdrawalNotice?.text}
        </p>
      </Banner>
    );
  }
  if (supersededBy === undefined) return null;
  return (
    <Banner title={t('superseded')}>
      <p className="govuk-notification-banner__heading">
        {t('superseded-by', { number: supersededBy })}{' '}
        <a className="govuk-notification-banner__link" href={`/${locale}/alerts/${about.trackingId}`}>
          {t('newest-revision')}
        </a>
      </p>
    </Banner>
  );
}
