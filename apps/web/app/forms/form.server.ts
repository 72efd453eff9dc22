import { data } from 'react-router';
import type { ApiRefusal } from '../api/api.server';
import type { FormErrors } from '../ui/static/error-summary';

/** What was typed, to be shown again beside what is wrong with it. */
export type Typed = Readonly<Record<string, string>>;

export interface RefusedForm {
  readonly errors: FormErrors;
  readonly typed: Typed;
}

/** The fields of a posted form as text; of a field that is given several times the last. Passwords are never shown again. */
export function typedIn(form: FormData): Typed {
  return Object.fromEntries(
    [...form].flatMap(([name, value]) =>
      typeof value === 'string' && !/password|secret|code/iu.test(name) ? [[name, value] as const] : [],
    ),
  );
}

export function textIn(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

export function textsIn(form: FormData, name: string): string[] {
  return form.getAll(name).filter((value) => typeof value === 'string');
}

const STATUS: Readonly<Record<string, number>> = { FORBIDDEN: 403, NOT_FOUND: 404, CONFLICT: 409, UNAVAILABLE: 503 };

/** Shows the form again, with each error at its field: 422 (RFC 9110 section 15.5.21) for bad input. */
export function refuseForm(errors: FormErrors, form: FormData, status = 422) {
  return data<RefusedForm>({ errors, typed: typedIn(form) }, { status });
}

/**
 * The API's refusal at the fields that it is about. `fields` maps the beginning of an issue's path, as in `applicant.email`, to a field's name;
 * what fits none stands at the top.
 */
export function refuseByApi(refusal: ApiRefusal, form: FormData, fields: Readonly<Record<string, string>> = {}) {
  const errors: Record<string, string> = {};
  for (const { path, expected, received } of refusal.issues) {
    const field = fieldFor(path, fields);
    const came = received === undefined || received === '' ? '' : ` (${received})`;
    errors[field] ??= `${expected}${came}`;
  }
  if (refusal.issues.length === 0) errors[''] = refusal.message;
  return refuseForm(errors, form, STATUS[refusal.kind] ?? 422);
}

/** The field of a form that a path of the API is about; the empty name where it is about none. */
export function fieldFor(path: string, fields: Readonly<Record<string, string>>): string {
  const bare = path.replace(/^input\./u, '');
  const prefix = Object.keys(fields)
    .filter((key) => bare === key || bare.startsWith(`${key}.`) || bare.startsWith(`${key}[`))
    .sort((a, b) => b.length - a.length)[0];
  return prefix === undefined ? '' : (fields[prefix] ?? '');
}
