import { useTranslations } from 'use-intl';

const SHOWN = 6;
/** More than a person reads in one cell; the list as a file has all. */
const MOST = 60;

/** The first of a list, and the others to be opened. */
export function Several({ texts }: { readonly texts: readonly string[] }) {
  const t = useTranslations('portal.alert.products');
  const first = texts.slice(0, SHOWN).join(', ');
  if (texts.length <= SHOWN) return first;
  return (
    <>
      {first}
      <details className="hl-several">
        <summary>{t('several', { count: texts.length - SHOWN })}</summary>
        {texts.slice(SHOWN, MOST).join(', ')}
        {texts.length > MOST ? ' …' : ''}
      </details>
    </>
  );
}

/** What tells one row of a product from another. */
export function Particulars({ platforms, models }: { readonly platforms: readonly string[]; readonly models: readonly string[] }) {
  const t = useTranslations('portal.alert.products');
  return (
    <>
      {platforms.length === 0 ? null : (
        <div>
          {t('on')} <Several texts={platforms} />
        </div>
      )}
      {models.length === 0 ? null : (
        <div>
          {t('models')} <Several texts={models} />
        </div>
      )}
    </>
  );
}
