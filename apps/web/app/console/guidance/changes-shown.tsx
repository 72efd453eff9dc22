import { useTranslations } from 'use-intl';
import { LOCALE_FACTS } from '../../i18n/locale';
import type { Change } from './changes.server';
import { useFieldName } from './field-names';

/** What was added and what was taken away, field by field, in the words of the form. */
export function Changes({ changes }: { readonly changes: readonly Change[] }) {
  const t = useTranslations('administration.guidance');
  const fieldName = useFieldName();
  return (
    <section>
      <h2>{t('changes')}</h2>
      {changes.length === 0 ? <p className="govuk-body">{t('no-changes')}</p> : null}
      {changes.map(({ locale, field, parts }) => (
        <div key={`${locale ?? ''} ${field}`} className="hl-change">
          <h3>
            {locale === undefined ? null : (
              <>
                <span lang={LOCALE_FACTS[locale].tag}>{LOCALE_FACTS[locale].name}</span>
                {' · '}
              </>
            )}
            {fieldName(field)}
          </h3>
          <p className="hl-plain" lang={locale === undefined ? undefined : LOCALE_FACTS[locale].tag}>
            {parts.map(({ text, kind }, at) =>
              kind === 'added' ? (
                <ins key={at}>{text}</ins>
              ) : kind === 'removed' ? (
                <del key={at}>{text}</del>
              ) : (
                <span key={at}>{text}</span>
              ),
            )}
          </p>
        </div>
      ))}
    </section>
  );
}
