import { useTranslations } from 'use-intl';
import { LOCALE_FACTS, LOCALES } from '../../i18n/locale';
import type { Locale } from '../../i18n/locale';

const FIELDS = {
  title: 'title',
  summary: 'summary',
  forWhom: 'for-whom',
  steps: 'steps',
  check: 'check',
  ifWrong: 'if-wrong',
  checklist: 'checklist',
  audiences: 'audiences',
  topic: 'topic',
  cost: 'cost',
  minutes: 'minutes',
  reviewedOn: 'reviewed-on',
  keywords: 'keywords',
  related: 'related',
  sourceLanguage: 'source-language',
  changes: 'changes',
} as const;
const PARTS = { action: 'action', why: 'why', link: 'link', target: 'target' } as const;

/** The label of a field of the article's form by its name, as in `first-0-target`. */
export function useFieldName(): (field: string) => string {
  const t = useTranslations('administration.guidance.field');
  return (field) => {
    const [, at, part] = /^first-(\d+)(?:-(\w+))?$/u.exec(field) ?? [];
    if (at !== undefined) {
      const number = Number(at) + 1;
      return isOf(PARTS, part) ? t('first-part', { number, part: t(PARTS[part]) }) : t('first', { number });
    }
    return isOf(FIELDS, field) ? t(FIELDS[field]) : field;
  };
}

function isOf<Names extends object>(names: Names, name: string | undefined): name is Extract<keyof Names, string> {
  return name !== undefined && Object.hasOwn(names, name);
}

export interface FieldPlace {
  /** Of a text; of what is about the whole article none. */
  readonly locale: Locale | undefined;
  readonly field: string;
}

/** The field of the form for a path of the API, as in `content.texts.zh-Hant.first.0.link.target`; undefined where the form has no such field. */
export function placeOf(path: string): FieldPlace | undefined {
  const [, about] = /^content\.(\w+)$/u.exec(path) ?? [];
  if (about !== undefined && isOf(FIELDS, about)) return { locale: undefined, field: about };
  const [, tag, name = '', rest = ''] = /^content\.texts\.([\w-]+)(?:\.(\w+)(.*))?$/u.exec(path) ?? [];
  const locale = LOCALES.find((each) => LOCALE_FACTS[each].key === tag?.replaceAll('-', '') || LOCALE_FACTS[each].tag === tag);
  if (locale === undefined) return undefined;
  if (name === 'first') return { locale, field: firstField(rest) };
  return { locale, field: isOf(FIELDS, name) ? name : 'title' };
}

/** Of a step that is not written yet, and of steps that are too few, what to do first. */
function firstField(rest: string): string {
  const [, at = '0', part] = /^\.(\d+)(?:\.(\w+(?:\.\w+)?))?$/u.exec(rest) ?? [];
  if (part === 'link.target') return `first-${at}-target`;
  if (part === 'link.text' || part === 'link') return `first-${at}-link`;
  return part === 'why' ? `first-${at}-why` : `first-${at}-action`;
}
