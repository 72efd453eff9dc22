import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { LOCALE_FACTS, LOCALES } from '../../../../i18n/locale';
import type { Locale } from '../../../../i18n/locale';
import type { SectionAnswer } from '../save.server';
import { MarkdownField } from './markdown-field';
import { MarkdownPreview } from './markdown-preview';
import type { WorkText } from './text';
import type { Told } from '../../../../ui/static/told-text';

export interface TextFieldsProps {
  readonly work: WorkText;
  readonly answer: SectionAnswer | undefined;
}

type Field = 'title' | 'summary' | 'description' | 'impact';

/** One text in its three languages, side by side; the source language is named, and a translation that is older than it is marked. */
export function LanguageFields({
  work,
  answer,
  field,
  rows = 2,
  isMarkdown = false,
}: TextFieldsProps & { readonly field: Field; readonly rows?: number; readonly isMarkdown?: boolean }) {
  const t = useTranslations('console.edit');
  const source = LOCALES.find((each) => LOCALE_FACTS[each].language === work.text.sourceLanguage) ?? 'en';
  const [shown, setShown] = useState<Locale>(source);
  const stored = (locale: Locale) => work.text[field]?.[LOCALE_FACTS[locale].key] ?? '';
  const textOf = (locale: Locale) => answer?.typed[`${field}.${LOCALE_FACTS[locale].key}`] ?? stored(locale);
  const [typed, setTyped] = useState<string>();
  return (
    <fieldset className="hl-languages-field">
      <legend>{t(`fields.${field}`)}</legend>
      <div className="hl-languages-field__row">
        {LOCALES.map((locale) => (
          <LanguageBox
            key={locale}
            {...{ work, field, locale, rows }}
            text={textOf(locale)}
            isSource={locale === source}
            error={answer?.errors[`${field}.${LOCALE_FACTS[locale].key}`]}
            onType={(text) => {
              setShown(locale);
              setTyped(text);
            }}
          />
        ))}
      </div>
      {isMarkdown ? <MarkdownPreview locale={shown} markdown={typed ?? textOf(shown)} /> : null}
    </fieldset>
  );
}

interface LanguageBoxProps {
  readonly work: WorkText;
  readonly field: Field;
  readonly locale: Locale;
  readonly rows: number;
  readonly text: string;
  readonly isSource: boolean;
  readonly error: Told | undefined;
  readonly onType: (text: string) => void;
}

function LanguageBox({ work, field, locale, rows, text, isSource, error, onType }: LanguageBoxProps) {
  const t = useTranslations('console.edit');
  const { name, tag, key, language } = LOCALE_FACTS[locale];
  const isOutdated = work.text.outdatedTranslations.includes(language);
  const id = `${field}.${key}`;
  const label = (
    <>
      <span className="govuk-visually-hidden">{t(`fields.${field}`)} </span>
      <span lang={tag}>{name}</span>
      {isSource ? ` · ${t('source')}` : null}
      {isOutdated ? <strong className="hl-outdated"> {t('outdated')}</strong> : null}
    </>
  );
  return <MarkdownField {...{ id, label, rows, error, onType }} lang={tag} text={text} />;
}
