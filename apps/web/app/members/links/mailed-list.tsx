import { useTranslations } from 'use-intl';
import { useCriteriaText } from '../org/subscriptions/use-criteria-text';
import type { Mailed } from './mailed.server';

/** Which subscriptions one click ends, by name and by what they ask for. */
export function MailedList({ mailed }: { readonly mailed: Mailed | undefined }) {
  const t = useTranslations('members.links.mailed');
  const criteriaText = useCriteriaText();
  if (mailed === undefined) return null;
  if (mailed.subscriptions.length === 0) return <p className="govuk-body">{t('none')}</p>;
  return (
    <>
      <p className="govuk-body">{t('these')}</p>
      <ul className="govuk-list govuk-list--bullet">
        {mailed.subscriptions.map(({ name, criteria }, at) => (
          <li key={at}>{name === '' ? criteriaText(criteria) : t('named', { name, criteria: criteriaText(criteria) })}</li>
        ))}
      </ul>
    </>
  );
}
