import { useTranslations } from 'use-intl';
import type { AudienceListsFragment, TlpLabel as Label } from '../../../../api/gql/graphql';
import { TlpLabel } from '../../../../ui/static/tlp-label';
import { LABEL_TEXTS } from '../../vocabulary';

interface ReadersOfProps {
  readonly indicator: { readonly label: Label | null; readonly audience: AudienceListsFragment | null };
}

const LISTS = ['tiers', 'sectors', 'tierSectors', 'groups', 'organisations', 'persons'] as const;

/** Who reads an indicator: whoever reads its advisory, or a narrower label and so many named, list by list. */
export function ReadersOf({ indicator: { label, audience } }: ReadersOfProps) {
  const t = useTranslations('console.indicator-readers');
  const lists = LISTS.flatMap((list) => {
    const count = audience?.[list].length ?? 0;
    return count === 0 ? [] : [t(`count.${list}`, { count })];
  });
  if (label === null && lists.length === 0) return <span className="govuk-hint">{t('all-readers')}</span>;
  return (
    <span>
      {label === null ? null : <TlpLabel text={LABEL_TEXTS[label]} />}{' '}
      {lists.length === 0 ? null : <strong>{t('only', { who: lists.join(', ') })}</strong>}
    </span>
  );
}
