import { useTranslations } from 'use-intl';
import { LOCALE_FACTS, LOCALES } from '../../../i18n/locale';

const TEXTS = ['title', 'summary', 'description'] as const;
const TAGS: Readonly<Record<string, string>> = { en: 'en', 'zh-Hant': 'tc', 'zh-Hans': 'sc' };

/** Says in the page's language what the API says of a place; what is not known here stays as the API said it. `isOwn`: what was shared before is a revision of one's own, no document of a source. */
export function useBlockerText(): (path: string, expected: string, isOwn?: boolean) => string {
  const t = useTranslations('console.blockers');
  return (path, expected, isOwn = false) => {
    const [, field = '', tag = ''] = /^content\.(\w+)(?:\.\d+)?\.([\w-]+)$/u.exec(path) ?? [];
    const locale = LOCALES.find((each) => each === TAGS[tag]);
    const text = TEXTS.find((each) => each === field);
    if (locale !== undefined) {
      const language = LOCALE_FACTS[locale].name;
      return text === undefined ? t('step', { language }) : t(text, { language });
    }
    if (path === 'label') return t('label');
    if (path === 'severityReason') return t('severity-reason');
    if (path === 'permission') return isOwn ? t('permission-own') : t('permission');
    if (path === 'updateClass') return t('update-class');
    if (path.startsWith('audience')) return t('audience');
    const [, number, part] = /^content\.indicators\.(\d+)\.(label|audience)/u.exec(path) ?? [];
    if (number !== undefined) return t(part === 'label' ? 'indicator-label' : 'indicator-audience', { number: Number(number) + 1 });
    return `${path}: ${expected}`;
  };
}
