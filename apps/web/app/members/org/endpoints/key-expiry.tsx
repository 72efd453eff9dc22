import { useTranslations } from 'use-intl';
import { nowMs } from '../../frame/now';
import { Day } from '../../../i18n/times';

const SOON_MS = 30 * 86_400_000;

/** A warning 30 days before an OpenPGP key ends, since mail of TLP:AMBER is a notice without content from then on. */
export function KeyExpiry({ expiresAt }: { readonly expiresAt: string | null | undefined }) {
  const t = useTranslations('members.attention');
  if (!expiresAt) return null;
  const inMs = Date.parse(expiresAt) - nowMs();
  if (inMs > SOON_MS) return null;
  return (
    <div>
      <strong>
        {t(inMs < 0 ? 'key-expired' : 'key-expires')} <Day at={expiresAt} />
      </strong>
    </div>
  );
}
