import { useTranslations } from 'use-intl';
import type { DeliveryStatus } from '../../../api/gql/graphql';

interface StandingProps {
  readonly status: DeliveryStatus;
  readonly reason: string | null;
}

/** Where a delivery stands and, of what was not sent, why not. */
export function DeliveryStanding({ status, reason }: StandingProps) {
  const words = useTranslations('members');
  const reasonText = useDeliveryReason();
  return (
    <>
      {words(`delivery-status.${status}`)}
      {reason === null ? null : <div className="hl-quiet">{reasonText(reason)}</div>}
    </>
  );
}

/** The API's stable code in words. */
export function useDeliveryReason(): (reason: string) => string {
  const t = useTranslations('members.deliveries.reasons');
  return (reason) => (t.has(reason as never) ? t(reason as never) : reason);
}
