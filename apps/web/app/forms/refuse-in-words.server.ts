import type { ApiRefusal } from '../api/api.server';
import type { FormErrors } from '../ui/static/error-summary';
import type { Told } from '../ui/static/told-text';
import { fieldFor, refuseForm } from './form.server';
import { issueWords, refusalSentence, toldText } from './refusal-words.server';

const STATUS: Readonly<Record<string, number>> = { FORBIDDEN: 403, NOT_FOUND: 404, CONFLICT: 409, UNAVAILABLE: 503 };

/** Field names of a form by the path of the API's input, as in `criteria.cves`. */
export type FieldNames = Readonly<Record<string, string>>;

/** Shows the form again with the API's refusal in the reader's language, at the fields that it is about; what fits none stands at the top. */
export function refuseInWords(request: Request, refusal: ApiRefusal, form: FormData, fields: FieldNames = {}) {
  return refuseForm(errorsOf(request, refusal, fields), form, statusOf(refusal));
}

/**
 * The same for the pages of the public: what was left empty has the sentence of its field, told by the field's name; what was entered is told with
 * what was expected and what came.
 */
export function publicErrorsOf(request: Request, refusal: ApiRefusal, entered: (field: string) => string, fields: FieldNames): FormErrors {
  return Object.fromEntries(
    Object.entries(errorsOf(request, refusal, fields)).map(([field, told]) => [
      field,
      field !== '' && entered(field) === '' ? 'missing' : toldText(told),
    ]),
  );
}

export function statusOf({ code, kind }: ApiRefusal): number {
  return code === 'TOO_MANY_TRIES' || code === 'RATE_LIMITED' ? 429 : (STATUS[kind] ?? 422);
}

export function errorsOf(request: Request, refusal: ApiRefusal, fields: FieldNames = {}): FormErrors {
  if (refusal.issues.length === 0) return { '': refusalSentence(request, refusal) };
  const errors: Record<string, Told> = {};
  for (const issue of refusal.issues) errors[fieldFor(issue.path, fields)] ??= issueWords(request, issue);
  return errors;
}
