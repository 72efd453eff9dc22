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

/**
 * What is wrong, in the reader's language; of a time in the future also what came, as it was typed. What was told in words already is told so, with
 * the label of its field before it.
 */
export function useProblems(
  errors: FormErrors | undefined,
  typed: Readonly<Record<string, string>> = {},
  labels: Readonly<Record<string, string>> = {},
): FormErrors {
  const t = useTranslations('portal.problems');
  return Object.fromEntries(
    Object.entries(errors ?? {}).map(([name, what]): [string, FormErrors[string]] => {
      if (typeof what === 'object') {
        const label = labels[name];
        return [name, label === undefined ? what : { ...what, text: t('named', { field: label, words: what.text }) }];
      }
      const field = FIELDS.find((each) => each === name);
      if (field === undefined) return ['', t('general')];
      if (field === 'tooMany') return ['', t(field)];
      return [field, what === 'future' ? t('future', { came: (typed[name] ?? '').replace('T', ' ') }) : t(field)];
    }),
  );
}
