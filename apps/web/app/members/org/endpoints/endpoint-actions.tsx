import { useTranslations } from 'use-intl';
import type { EndpointPartsFragment } from '../../../api/gql/graphql';
import { Button } from '../../../ui/static/button';
import { TextField } from '../../../ui/static/field';

interface ActionsProps {
  readonly endpoint: EndpointPartsFragment;
  readonly mayAllowAmber: boolean;
}

/** What can be done with an endpoint as it stands. What cannot be undone has a page of its own. */
export function EndpointActions({ endpoint: { id, channel, status, allowAmber, isShared }, mayAllowAmber }: ActionsProps) {
  const t = useTranslations('members.endpoint-actions');
  const intents = [
    ...(status === 'ACTIVE' ? ['test', 'pause'] : []),
    ...(status === 'PAUSED' || status === 'DISABLED' ? ['resume'] : []),
    ...(status === 'UNCONFIRMED' ? ['ask-again'] : []),
    ...(channel === 'WEBHOOK' && mayAllowAmber && isShared && status !== 'UNCONFIRMED'
      ? [allowAmber ? 'forbid-amber' : 'allow-amber']
      : []),
  ] as const;
  return (
    <div className="hl-no-print">
      {status === 'UNCONFIRMED' ? (
        <p className="govuk-body">{t(channel === 'EMAIL' ? 'unconfirmed-email' : 'unconfirmed-webhook')}</p>
      ) : null}
      <div className="govuk-button-group">
        {intents.map((intent) => (
          <form method="post" key={intent}>
            <input type="hidden" name="intent" value={intent} />
            <Button look="secondary">{t(intent as 'test')}</Button>
          </form>
        ))}
        {channel === 'WEBHOOK' ? (
          <a className="govuk-link" href={`/org/endpoints/${id}/rotate`}>
            {t('rotate')}
          </a>
        ) : status === 'UNCONFIRMED' ? null : (
          <a className="govuk-link" href={`/org/endpoints/${id}/key`}>
            {t('key')}
          </a>
        )}
        <a className="govuk-link" href={`/org/deliveries/replay?endpoint=${id}`}>
          {t('replay')}
        </a>
        <a className="govuk-link" href={`/org/endpoints/${id}/delete`}>
          {t('delete')}
        </a>
      </div>
      {status === 'UNCONFIRMED' && channel === 'WEBHOOK' ? (
        <form method="post" noValidate className="hl-narrow">
          <input type="hidden" name="intent" value="confirm" />
          <TextField name="challenge" label={t('challenge')} hint={t('challenge-hint')} spellCheck={false} autoComplete="off" />
          <Button look="secondary">{t('confirm')}</Button>
        </form>
      ) : null}
    </div>
  );
}
