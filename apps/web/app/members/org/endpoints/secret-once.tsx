import { useTranslations } from 'use-intl';
import { ButtonLink } from '../../../ui/static/button';
import { SignedExamples } from './signed-examples';

interface SecretOnceProps {
  readonly secret: string;
  readonly endpointId: string;
}

/** The signing secret, once, as text that is selected whole; and how a receiver checks what is signed with it. */
export function SecretOnce({ secret, endpointId }: SecretOnceProps) {
  const t = useTranslations('members.secret');
  return (
    <>
      <div className="govuk-warning-text">
        <span className="govuk-warning-text__icon" aria-hidden="true">
          !
        </span>
        <strong className="govuk-warning-text__text">{t('once')}</strong>
      </div>
      <h2 className="govuk-heading-s" id="secret-label">
        {t('label')}
      </h2>
      <p>
        <code className="hl-secret" aria-labelledby="secret-label" translate="no">
          {secret}
        </code>
      </p>
      <ButtonLink href={`/org/endpoints/${endpointId}`}>{t('go-on')}</ButtonLink>
      <SignedExamples />
    </>
  );
}
