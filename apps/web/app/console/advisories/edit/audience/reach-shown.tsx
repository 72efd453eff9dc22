import { useTranslations } from 'use-intl';
import type { ReachFragment, TlpLabel } from '../../../../api/gql/graphql';

/** How many organisations and people will get it, and what each channel carries to them. */
export function ReachShown({ label, reach }: { readonly label: TlpLabel | null; readonly reach: ReachFragment | null }) {
  const t = useTranslations('console.reach');
  if (reach === null) return <p className="hl-note">{label === null ? t('no-label') : t('not-yet')}</p>;
  return (
    <div className="hl-note" role="status">
      <p>
        <strong>{t('numbers', { organisations: reach.organisations, people: reach.people })}</strong>{' '}
        {label === 'CLEAR' ? t('everybody') : null}
      </p>
      {reach.channels.every(({ endpoints }) => endpoints === 0) ? <p>{t('no-endpoint')}</p> : null}
      <ul>
        {reach.channels.map(({ channel, passage, endpoints, withContent }) => (
          <li key={channel}>
            {t(`channel.${channel}`)}: {passage === 'never' ? t('never') : t('endpoints', { endpoints, withContent })}
            {passage === 'full' || passage === 'never' ? null : ` ${t(`passage.${passageOf(passage)}`)}`}
          </li>
        ))}
      </ul>
    </div>
  );
}

function passageOf(passage: string) {
  if (passage === 'encrypted_or_notice' || passage === 'bare_notice') return passage;
  return 'link_unless_allowed';
}
