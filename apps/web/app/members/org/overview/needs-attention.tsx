import { useTranslations } from 'use-intl';
import { Instant } from '../../../i18n/times';
import type { AttentionItem } from './needs-attention.server';

/** What keeps alerts from arriving, or soon will, each with the page where that is put right. */
export function NeedsAttention({ items }: { readonly items: readonly AttentionItem[] }) {
  const t = useTranslations('members.attention');
  const words = useTranslations('members.endpoint-status');
  if (items.length === 0) return null;
  return (
    <section className="hl-attention">
      <h2 className="govuk-heading-m">{t('title')}</h2>
      <ul className="govuk-list govuk-list--bullet">
        {items.map(({ what, name, href, at, status, count = 0 }) => (
          <li key={`${what} ${href} ${name}`}>
            <a className="govuk-link" href={href}>
              {name}
            </a>
            {': '}
            {status === undefined ? t(what as Exclude<AttentionItem['what'], 'endpoint-status'>, { count }) : words(status)}{' '}
            {at === undefined ? null : <Instant at={at} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
