import { useTranslations } from 'use-intl';
import { ButtonLink } from '../../ui/static/button';

/** Ten codes, each good once, to be printed or written down now. */
export function RecoveryCodes({ codes }: { readonly codes: readonly string[] }) {
  const t = useTranslations('members.recovery-codes');
  return (
    <>
      <div className="govuk-warning-text">
        <span className="govuk-warning-text__icon" aria-hidden="true">
          !
        </span>
        <strong className="govuk-warning-text__text">{t('once')}</strong>
      </div>
      <ul className="hl-codes" translate="no">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <p className="govuk-body">{t('keep')}</p>
      <ButtonLink href="/account">{t('go-on')}</ButtonLink>
    </>
  );
}
