import { useTranslations } from 'use-intl';
import type { AdvisoryState } from '../../api/gql/graphql';

export function StateTag({ state }: { readonly state: AdvisoryState }) {
  const t = useTranslations('console.state');
  return <strong className={`hl-state hl-state--${state.toLowerCase()}`}>{t(state)}</strong>;
}
