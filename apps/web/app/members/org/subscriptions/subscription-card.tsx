import { useTranslations } from 'use-intl';
import type { SubscriptionPartsFragment } from '../../../api/gql/graphql';
import { RowButton } from '../../frame/confirm-form';
import { useCriteriaText } from './use-criteria-text';

interface CardProps {
  readonly subscription: SubscriptionPartsFragment;
  readonly mayChange: boolean;
}

/** One subscription: what it asks for in words, how often, where to, and what can be done with it. */
export function SubscriptionCard({ subscription, mayChange }: CardProps) {
  const t = useTranslations('members.subscriptions');
  const words = useTranslations('members');
  const criteriaText = useCriteriaText();
  const { id, name, status, frequency, timeZone, isShared, endpoints } = subscription;
  const called = name === '' ? t('unnamed') : name;
  return (
    <li className="hl-card">
      <h2 className="hl-card__title">
        <a className="govuk-link" href={`/org/subscriptions/${id}`}>
          {called}
        </a>
      </h2>
      <p className="hl-card__facts">
        <strong className="govuk-tag govuk-tag--grey">{words(`subscription-status.${status}`)}</strong>
        <span>{words(`frequency.${frequency}`)}</span>
        {frequency === 'DAILY' || frequency === 'WEEKLY' ? <span>{t('at-eight', { zone: timeZone })}</span> : null}
        <span>{t(isShared ? 'shared' : 'personal')}</span>
      </p>
      <p className="govuk-body">{criteriaText(subscription.criteria)}</p>
      <p className="govuk-body">
        {t('to')} {endpoints.map((endpoint) => endpoint.name || endpoint.address).join(', ')}
      </p>
      {mayChange && status !== 'CANCELLED' ? (
        <div className="hl-row-actions">
          {status === 'ACTIVE' ? <RowButton intent="pause" id={id} label={t('pause')} about={called} /> : null}
          {status === 'PAUSED' ? <RowButton intent="resume" id={id} label={t('resume')} about={called} /> : null}
          <a className="govuk-link" href={`/org/subscriptions/${id}/cancel`}>
            {t('cancel')}
            <span className="govuk-visually-hidden"> {called}</span>
          </a>
        </div>
      ) : null}
    </li>
  );
}
