import { createTranslator } from 'use-intl';
import type { ApiRefusal, Issue } from '../../api/api.server';
import { refuseForm } from '../../forms/form.server';
import { messagesOf } from '../../i18n/all-messages.server';
import { LOCALE_FACTS, preferredLocale } from '../../i18n/locale';
import type { Locale } from '../../i18n/locale';
import { readLocaleCookie } from '../../i18n/locale-cookie';
import type { FormErrors } from '../../ui/static/error-summary';

const STATUS: Readonly<Record<string, number>> = { FORBIDDEN: 403, NOT_FOUND: 404, CONFLICT: 409, UNAVAILABLE: 503 };
const SECONDS_PER_MINUTE = 60;

/** The language of a page that has none in its address, as the root chooses it. */
export function localeOf(request: Request): Locale {
  return readLocaleCookie(request.headers.get('cookie')) ?? preferredLocale(request.headers.get('accept-language'));
}

/** The words of errors in the reader's language, for actions, which run before anything is rendered. */
export function errorWords(request: Request) {
  const locale = localeOf(request);
  return createTranslator({ locale: LOCALE_FACTS[locale].tag, messages: messagesOf(locale), namespace: 'members.errors' });
}

/** Field names of a form by the path of the API's input, as in `criteria.cves`. */
export type FieldNames = Readonly<Record<string, string>>;

/**
 * The API's refusal in the reader's language, at the fields that it is about. What has no words of ours is told with its stable code, so that
 * it can be looked up.
 */
export function refuseInWords(request: Request, refusal: ApiRefusal, form: FormData, fields: FieldNames = {}) {
  return refuseForm(errorsFor(request, refusal, fields), form, statusOf(refusal));
}

export function statusOf({ code, kind }: ApiRefusal): number {
  return code === 'TOO_MANY_TRIES' || code === 'RATE_LIMITED' ? 429 : (STATUS[kind] ?? 422);
}

export function errorsFor(request: Request, refusal: ApiRefusal, fields: FieldNames = {}): FormErrors {
  const t = errorWords(request);
  if (refusal.issues.length > 0) return Object.fromEntries(refusal.issues.map((issue) => atField(t, issue, fields)).reverse());
  const minutes = Math.max(1, Math.ceil((refusal.retryAfterSeconds ?? SECONDS_PER_MINUTE) / SECONDS_PER_MINUTE));
  const told = t as unknown as (key: string, values: Record<string, number>) => string;
  return { '': t.has(`code.${refusal.code}` as never) ? told(`code.${refusal.code}`, { minutes }) : t('unknown', { code: refusal.code }) };
}

function atField(t: ReturnType<typeof errorWords>, { path, expected, received }: Issue, fields: FieldNames): [string, string] {
  const field = fieldFor(path, fields);
  const came = received === undefined || received === '' || received === 'nothing' || received.startsWith('a value') ? '' : received;
  if (field !== '' && t.has(`field.${field}` as never)) {
    const isOneOfMany = /\.\d+(?:\.|$)/u.test(path);
    const words = t(`field.${field}` as never);
    return [field, isOneOfMany && came !== '' ? `${words} (${came})` : words];
  }
  return [field, `${t('expected')} ${expected}${came === '' ? '' : ` (${came})`}`];
}

function fieldFor(path: string, fields: FieldNames): string {
  const bare = path.replace(/^input\./u, '');
  const prefix = Object.keys(fields)
    .filter((key) => bare === key || bare.startsWith(`${key}.`) || bare.startsWith(`${key}[`))
    .sort((a, b) => b.length - a.length)[0];
  return prefix === undefined ? '' : (fields[prefix] ?? '');
}
