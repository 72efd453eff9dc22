import { useTranslations } from 'use-intl';
import { Instant } from '../../../i18n/times';
import type { Autosave } from './use-autosave';

/** When it was last saved, with its zone; a change of it is read out when the reader pauses. */
export function SaveState({ saving: { savedAt, state, problems } }: { readonly saving: Autosave }) {
  const t = useTranslations('console.edit');
  return (
    <p className="hl-save-bar__state" role="status">
      {state === 'saved' ? (
        <>
          {t('saved-at')} <Instant at={savedAt} />
        </>
      ) : (
        t(state, { count: problems })
      )}
    </p>
  );
}
