import { useTranslations } from 'use-intl';
import type { EndpointPartsFragment } from '../../../api/gql/graphql';
import { Instant } from '../../../i18n/times';
import { nowMs } from '../../frame/now';

/** From when a key that was given less than a day ago is used. */
export function KeyAge({ openPgp }: { readonly openPgp: NonNullable<EndpointPartsFragment['openPgp']> }) {
  const t = useTranslations('members.key');
  const { usableAt } = openPgp;
  if (usableAt === null || Date.parse(usableAt) <= nowMs()) return null;
  return (
    <div>
      {t('used-from')} <Instant at={usableAt} />
    </div>
  );
}
