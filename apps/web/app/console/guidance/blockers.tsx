import { useTranslations } from 'use-intl';
import { LOCALE_FACTS, LOCALES } from '../../i18n/locale';
import { ToldWords } from '../../ui/static/told-text';
import type { Told } from '../../ui/static/told-text';

interface Blocker {
  /** Of the API, as in `content.texts.zh-Hant.first.0.why`. */
  readonly path: string;
  readonly told: Told;
}

/** What must still be done before the article can be published, in the words of its form. */
export function Blockers({ blockers }: { readonly blockers: readonly Blocker[] }) {
  const t = useTranslations('administration.guidance');
  const place = usePlace();
  if (blockers.length === 0) return <p className="govuk-body">{t('complete')}</p>;
  return (
    <section>
      <h2>{t('blockers')}</h2>
      <ul className="govuk-list govuk-list--bullet">
        {blockers.map(({ path, told }) => (
          <li key={path}>
            {place(path)}: <ToldWords told={told} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const FIELDS: Readonly<Record<string, 'title' | 'summary' | 'for-whom' | 'steps' | 'check' | 'if-wrong' | 'checklist'>> = {
  title: 'title',
  summary: 'summary',
  forWhom: 'for-whom',
  steps: 'steps',
  check: 'check',
  ifWrong: 'if-wrong',
  checklist: 'checklist',
};

/** A field of the form by the path of the API: with its language, where it is of a text; the path itself where the form has no such field. */
function usePlace(): (path: string) => string {
  const t = useTranslations('administration.guidance.field');
  return (path) => {
    const [, about = ''] = /^content\.(audiences|minutes)/u.exec(path) ?? [];
    if (about === 'audiences' || about === 'minutes') return t(about);
    const [, tag = '', name = '', rest = ''] = /^content\.texts\.([\w-]+)\.(\w+)(.*)$/u.exec(path) ?? [];
    const locale = LOCALES.find((each) => LOCALE_FACTS[each].key === tag.replaceAll('-', '') || LOCALE_FACTS[each].tag === tag);
    const language = locale === undefined ? tag : LOCALE_FACTS[locale].name;
    const [, number] = /^\.(\d+)/u.exec(rest) ?? [];
    if (name === 'first') return `${language}, ${t('first', { number: number === undefined ? '' : Number(number) + 1 }).trim()}`;
    const field = FIELDS[name];
    return field === undefined ? path : `${language}, ${t(field)}`;
  };
}
