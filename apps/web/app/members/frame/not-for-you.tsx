import { useTranslations } from 'use-intl';

/** In place of what only an administrator of the organisation sees, who has given the second factor. */
export function ForAdministrators() {
  return <p className="govuk-body">{useTranslations('members')('for-administrators')}</p>;
}
