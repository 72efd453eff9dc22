import { createTranslator } from 'use-intl';
import type { ApiRefusal, Issue } from '../api/api.server';
import { messagesOf } from '../i18n/all-messages.server';
import { LOCALE_FACTS } from '../i18n/locale';
import type { Locale } from '../i18n/locale';
import { localeOf } from '../i18n/locale-of-request';
import type { Told, ToldText } from '../ui/static/told-text';
import { EXPECTED_RULES } from './expected-rules';
import { IMPORT_RULES } from './import-rules';

export type { ToldText };

const SECONDS_PER_MINUTE = 60;

function wordsOf(request: Request) {
  const locale = localeOf(request);
  return createTranslator({ locale: LOCALE_FACTS[locale].tag, messages: messagesOf(locale), namespace: 'refusals' });
}

type Words = ReturnType<typeof wordsOf>;
/** Keys that are found by a table are words of ours; their values are what the table found. */
type Tell = (key: string, values: Readonly<Record<string, string | number>>) => string;

/** A refusal without a wrong place, in the reader's language; what has no words of ours is the API's own sentence, marked as English. */
export function refusalSentence(
  request: Request,
  { code, message, retryAfterSeconds }: Pick<ApiRefusal, 'code' | 'message' | 'retryAfterSeconds'>,
): Told {
  const t = wordsOf(request);
  // A form that was changed on its way: the API names its own types, which say nothing to anybody.
  if (/^Variable "\$/u.test(message)) return t('code.BAD_FORM');
  const minutes = Math.max(1, Math.ceil((retryAfterSeconds ?? SECONDS_PER_MINUTE) / SECONDS_PER_MINUTE));
  if (t.has(`code.${code}` as never)) return (t as unknown as Tell)(`code.${code}`, { minutes });
  return message === '' ? (t as unknown as Tell)('unknown', { code }) : english(request, message);
}

/** What was expected of one place, and in brackets what came, in the reader's language. */
export function issueWords(request: Request, { expected, received }: Issue): Told {
  const t = wordsOf(request);
  const words = expectedWords(t, expected, localeOf(request));
  const came = received === undefined || isSaying(received) ? '' : cameWords(t, received);
  if (words === undefined) return english(request, came === '' ? expected : `${expected} (${came})`);
  return came === '' ? words : (t as unknown as Tell)('came', { words, came });
}

/** All of a refusal in lines, for reports: with the place in the document, which is no word of any language. */
export function refusalLines(request: Request, refusal: ApiRefusal): ToldText[] {
  if (refusal.issues.length === 0) return [asText('', refusalSentence(request, refusal))];
  return refusal.issues.map((issue) => asText(issue.path === '' ? '' : `${issue.path}: `, issueWords(request, issue)));
}

/** What became of one object of a document, or why nothing did, in the reader's language. */
export function importWords(request: Request, detail: string): ToldText {
  const t = wordsOf(request);
  for (const [pattern, key] of IMPORT_RULES) {
    const found = pattern.exec(detail);
    if (found !== null) return { text: (t as unknown as Tell)(`import.${key}`, found.groups ?? {}), lang: undefined };
  }
  return asText('', english(request, detail));
}

/** Why one advisory of a document was refused while others were imported: what was expected of its first wrong place, or its code. */
export function refusedPartWords(request: Request, part: RefusedPart): ToldText {
  const { place, reason, code, expected, received } = part;
  if (code == null) return placed(place, importWords(request, reason));
  const told =
    expected == null
      ? refusalSentence(request, { code, message: reason, retryAfterSeconds: undefined })
      : issueWords(request, { path: '', expected, ...(received == null ? {} : { received }) });
  return placed(place, asText('', told));
}

export interface RefusedPart {
  readonly place: string | null;
  readonly reason: string;
  readonly code: string | null;
  readonly expected: string | null;
  readonly received: string | null;
}

function placed(place: string | null, { text, lang }: ToldText): ToldText {
  return { text: place === null ? text : `${place}: ${text}`, lang };
}

/** What was told with the language that it is in, where that is not the page's. */
export function toldText(told: Told): ToldText {
  return asText('', told);
}

function asText(before: string, told: Told): ToldText {
  return typeof told === 'string' ? { text: before + told, lang: undefined } : { ...told, text: before + told.text };
}

function expectedWords(t: Words, expected: string, locale: Locale): string | undefined {
  for (const [pattern, key] of EXPECTED_RULES) {
    const found = pattern.exec(expected);
    if (found !== null) return (t as unknown as Tell)(`expected.${key}`, withTypeName(found.groups ?? {}, locale));
  }
  return undefined;
}

/** The API's own word for a type of indicator says little to a reader: the form's word for it. */
function withTypeName(values: Readonly<Record<string, string>>, locale: Locale): Readonly<Record<string, string>> {
  const names: Readonly<Record<string, string>> = messagesOf(locale).console.indicators.types;
  const name = names[(values['type'] ?? '').toUpperCase().replaceAll('-', '_')];
  return name === undefined ? values : { ...values, type: name };
}

/** What came in the reader's language, where the API counted it or names a character that cannot be seen. */
function cameWords(t: Words, received: string): string {
  const [, count] = /^(\d+) characters$/u.exec(received) ?? [];
  if (count !== undefined) return t('came-length', { count: Number(count) });
  const [, code, place] = /^(U\+[0-9A-F]{4,6}) as character (\d+)$/u.exec(received) ?? [];
  return code === undefined || place === undefined ? received : t('came-hidden', { code, place: Number(place) });
}

/** Of the API's words for what came, those that only say that it was not shown or not there. */
function isSaying(received: string): boolean {
  return /^(?:|""|nothing|none|neither|something else|another (?:value|text)|an? (?:object|list|array)(?: of \d+)?|(?:(?:member|analyst|reviewer|organisation_admin|auditor|administrator|reader)(?:, |$))+|unknown|a value.*|\d+ (?:named|entries)|\d{4}-\d\d-\d\dT.*)$/u.test(
    received,
  );
}

function english(request: Request, text: string): Told {
  return localeOf(request) === 'en' ? text : { text, lang: 'en' };
}
