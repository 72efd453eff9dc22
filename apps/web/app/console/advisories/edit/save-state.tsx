import { useTranslations } from 'use-intl';
import { Instant } from '../../../i18n/times';
import type { Autosave } from './use-autosave';

/** When it was last saved, with its zone; a change of it is read out when the reader pauses. */
export function SaveState({ saving: { savedAt, state, problems, failure } }: { readonly saving: Autosave }) {
  const t = useTranslations('console.edit');
  const failed = useTranslations('console.failed');
  return (
    <p className="hl-save-bar__state" role="status">
      {state === 'saved' ? (
        <>
          {t('saved-at')} <Instant at={savedAt} />
        </>
      ) : state === 'failed' ? (
        <strong className="hl-outdated">{failed(failure ?? 'failed')}</strong>
      ) : (
        t(state, { count: problems })
      )}
      {failure === 'signed-out' ? (
        <>
          {' '}
          <a className="govuk-link" href="/sign-in?next=%2Fconsole" target="_blank" rel="noreferrer">
            {failed('sign-in')}
          </a>
        </>
      ) : null}
    </p>
  );
}
