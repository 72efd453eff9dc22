import { useTranslations } from 'use-intl';
import type { OneDeliveryQuery } from '../../../api/gql/graphql';
import { choose } from '../../../i18n/localised';
import { Instant } from '../../../i18n/times';
import { useLocale } from '../../../i18n/use-locale';
import { Facts } from '../../../ui/static/parts';
import type { Fact } from '../../../ui/static/parts';
import { TlpLabel } from '../../../ui/static/tlp-label';
import { useDeliveryReason } from './delivery-standing';
import { useEventText } from './use-event-text';

export type DeliveryNode = Exclude<NonNullable<OneDeliveryQuery['node']>, Record<PropertyKey, never>>;

export function DeliveryFacts({ delivery }: { readonly delivery: DeliveryNode }) {
  const t = useTranslations('members.deliveries');
  const words = useTranslations('members');
  const eventText = useEventText();
  const reasonText = useDeliveryReason();
  const { advisory, endpoint, reason } = delivery;
  const at = (name: string, instant: string | null): Fact | undefined =>
    instant === null ? undefined : { name, value: <Instant at={instant} /> };
  return (
    <Facts
      facts={[
        {
          name: t('what'),
          value: `${eventText(delivery.event)}${delivery.revision === null ? '' : ` (${t('revision', { number: delivery.revision })})`}`,
        },
        advisory === null ? undefined : { name: t('about'), value: <AboutAdvisory advisory={advisory} /> },
        {
          name: t('to'),
          value:
            endpoint === null ? (
              '–'
            ) : (
              <a className="govuk-link" href={`/org/endpoints/${endpoint.id}`}>
                {`${words(`channel.${delivery.channel}`)}: ${endpoint.name === '' ? endpoint.address : endpoint.name}`}
              </a>
            ),
        },
        { name: t('status'), value: words(`delivery-status.${delivery.status}`) },
        reason === null ? undefined : { name: t('reason'), value: reasonText(reason) },
        { name: t('message-id'), value: <code>{delivery.messageId}</code> },
        at(t('happened'), delivery.eventAt),
        at(t('planned'), delivery.createdAt),
        at(t('first-attempt'), delivery.firstAttemptAt),
        at(t('next'), delivery.nextAttemptAt),
        at(t('finished'), delivery.finishedAt),
        at(t('fallback'), delivery.fallbackAt),
      ]}
    />
  );
}

function AboutAdvisory({ advisory }: { readonly advisory: NonNullable<DeliveryNode['advisory']> }) {
  const title = choose(advisory.title, useLocale());
  return (
    <>
      {advisory.labelText === null ? null : <TlpLabel text={advisory.labelText} />}{' '}
      <a className="govuk-link" href={`/org/alerts/${advisory.trackingId}`}>
        {advisory.trackingId} <span lang={title.lang}>{title.text}</span>
      </a>
    </>
  );
}
