import { useTranslations } from 'use-intl';
import type { FormErrors } from '../ui/static/error-summary';

/** The fields of the public forms, each with one sentence that says what it wants; the API's own words are English alone. */
const FIELDS = [
  'email',
  'products',
  'organisation',
  'organisationZhHant',
  'organisationZhHans',
  'sectors',
  'tier',
  'name',
  'class',
  'whatHappened',
  'affected',
  'happenedAt',
  'awareAt',
  'reporter',
  'contactName',
  'contactEmail',
  'contactPhone',
  'mayShare',
  'tooMany',
] as const;

/** What is wrong, in the reader's language. */
export function useProblems(errors: FormErrors | undefined): FormErrors {
  const t = useTranslations('portal.problems');
  return Object.fromEntries(
    Object.keys(errors ?? {}).map((name) => {
      const field = FIELDS.find((each) => each === name);
      return field === undefined ? ['', t('general')] : [field === 'tooMany' ? '' : field, t(field)];
    }),
  );
}
