import { createTranslator } from 'use-intl';
import type { ApiRefusal, Issue } from '../../api/api.server';
import { fieldFor, refuseForm } from '../../forms/form.server';
import { errorsOf, statusOf } from '../../forms/refuse-in-words.server';
import type { FieldNames } from '../../forms/refuse-in-words.server';
import { issueWords } from '../../forms/refusal-words.server';
import { messagesOf } from '../../i18n/all-messages.server';
import { LOCALE_FACTS } from '../../i18n/locale';
import { localeOf } from '../../i18n/locale-of-request';
import type { FormErrors } from '../../ui/static/error-summary';
import type { Told } from '../../ui/static/told-text';

export { statusOf };
export type { FieldNames };

/** The words of errors in the reader's language, for actions, which run before anything is rendered. */
export function errorWords(request: Request) {
  const locale = localeOf(request);
  return createTranslator({ locale: LOCALE_FACTS[locale].tag, messages: messagesOf(locale), namespace: 'members.errors' });
}

/** The API's refusal in the reader's language, at the fields that it is about. */
export function refuseInWords(request: Request, refusal: ApiRefusal, form: FormData, fields: FieldNames = {}) {
  return refuseForm(errorsFor(request, refusal, fields), form, statusOf(refusal));
}

/** The same as the errors of a form. A field has one sentence of its own that says what it wants; what fits no field is told as it is. */
export function errorsFor(request: Request, refusal: ApiRefusal, fields: FieldNames = {}): FormErrors {
  if (refusal.issues.length === 0) return errorsOf(request, refusal);
  return Object.fromEntries(refusal.issues.map((issue) => atField(request, issue, fields)).reverse());
}

function atField(request: Request, issue: Issue, fields: FieldNames): [string, Told] {
  const { path, received } = issue;
  const t = errorWords(request);
  const field = fieldFor(path, fields);
  if (field === '' || !t.has(`field.${field}` as never)) return [field, issueWords(request, issue)];
  const words = t(`field.${field}` as never);
  const came =
    received === undefined || received === '' || received === 'nothing' || received === 'another id' || received.startsWith('a value')
      ? ''
      : received;
  if (/[\p{Cf}\p{Cc}]/u.test(came)) return [field, t('invisible', { words, came: came.replaceAll(/[\p{Cf}\p{Cc}]/gu, '\u25a1') })];
  const isOneOfMany = /\.\d+(?:\.|$)/u.test(path);
  return [field, isOneOfMany && came !== '' ? `${words} (${came})` : words];
}
