import { useTranslations } from 'use-intl';
import type { EndpointStatus } from '../../../api/gql/graphql';
import { Button } from '../../../ui/static/button';

interface UnsentProps {
  readonly count: number;
  readonly status: EndpointStatus;
}

/** Alerts that this endpoint did not get: how many, and one button that sends them once it takes alerts again. */
export function UnsentAlerts({ count, status }: UnsentProps) {
  const t = useTranslations('members.unsent');
  if (count === 0) return null;
  const isReady = status === 'ACTIVE';
  return (
    <div className="govuk-inset-text hl-no-print">
      <p className="govuk-body">
        <strong>{t('count', { count })}</strong>{' '}
        {t(isReady ? 'ready' : status === 'PAUSED' || status === 'DISABLED' ? 'resume-first' : 'held')}
      </p>
      {isReady ? (
        <form method="post">
          <input type="hidden" name="intent" value="send-unsent" />
          <Button>{t('send', { count })}</Button>
        </form>
      ) : null}
    </div>
  );
}
