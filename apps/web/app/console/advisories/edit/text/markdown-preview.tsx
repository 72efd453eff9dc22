import { useTranslations } from 'use-intl';
import { LOCALE_FACTS } from '../../../../i18n/locale';
import type { Locale } from '../../../../i18n/locale';
import { Markdown } from '../../../../ui/console/markdown';

/** What readers will see of the language that is being written; its height is the same whatever stands in it. */
export function MarkdownPreview({ locale, markdown }: { readonly locale: Locale; readonly markdown: string }) {
  const t = useTranslations('console.edit');
  const { name, tag } = LOCALE_FACTS[locale];
  return (
    <div className="hl-preview" role="region" aria-label={t('preview-of', { language: name })} tabIndex={0}>
      <p className="hl-preview__head">{t('preview-of', { language: name })}</p>
      {markdown.trim() === '' ? <p className="govuk-hint">{t('preview-empty')}</p> : <Markdown markdown={markdown} lang={tag} />}
    </div>
  );
}
