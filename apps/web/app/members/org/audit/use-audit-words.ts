import { useTranslations } from 'use-intl';

interface AuditWords {
  readonly action: (action: string) => string;
  readonly subject: (type: string) => string;
  /** The details of an entry, which the log holds as JSON, in one line. */
  readonly detail: (json: string) => string;
}

/** What the log calls by its stable codes, in the reader's words; a code that has no words is shown as it is. */
export function useAuditWords(names: Readonly<Record<string, string>>): AuditWords {
  const t = useTranslations('members.audit');
  const wordOr = (key: string, code: string) => (t.has(key as never) ? t(key as never) : code);
  const value = (given: unknown): string => {
    if (given === null || given === '') return t('details.none');
    if (typeof given === 'boolean') return t(given ? 'details.yes' : 'details.no');
    if (Array.isArray(given)) return given.length === 0 ? t('details.none') : given.map(value).join(t('list-and'));
    return typeof given === 'string' ? (names[given] ?? given) : JSON.stringify(given);
  };
  return {
    action: (action) => wordOr(`action.${action.replace(':', '-')}`, action),
    subject: (type) => wordOr(`subject.${type}`, type),
    detail: (json) =>
      Object.entries(objectIn(json))
        .map(([name, given]) => t('is', { name: wordOr(`details.${name}`, name), value: value(given) }))
        .join(t('and')),
  };
}

function objectIn(json: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(json);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
