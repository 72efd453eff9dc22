import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { LOCALE_FACTS, LOCALES } from '../../../../i18n/locale';
import { TextAreaField } from '../../../../ui/static/field';
import type { TextFieldsProps } from './language-fields';
import { MAX_STEPS_SHOWN } from './step-limits';

/** Steps, one row each in three languages. An empty row at the end is for the next one; without scripts it comes back with each saving. */
export function StepFields({ work, answer, field }: TextFieldsProps & { readonly field: 'recommendation' | 'workarounds' }) {
  const t = useTranslations('console.edit');
  const steps = work.text[field];
  const [rows, setRows] = useState(steps.length + 1);
  if (steps.length > MAX_STEPS_SHOWN) return <p className="hl-note">{t('too-many-steps', { count: steps.length })}</p>;
  return (
    <fieldset className="hl-languages-field">
      <legend>{t(`fields.${field}`)}</legend>
      {Array.from({ length: rows }, (_, at) => (
        <div className="hl-languages-field__row" key={at}>
          {LOCALES.map((locale) => {
            const { key, tag, name } = LOCALE_FACTS[locale];
            const id = `${field}.${at}.${key}`;
            const label = (
              <>
                {t('step', { number: at + 1 })} · <span lang={tag}>{name}</span>
              </>
            );
            return (
              <TextAreaField
                key={key}
                name={id}
                label={label}
                lang={tag}
                rows={2}
                defaultValue={answer?.typed[id] ?? steps[at]?.[key] ?? ''}
                error={answer?.errors[id]}
                onInput={() => {
                  if (at === rows - 1 && rows < MAX_STEPS_SHOWN) setRows(rows + 1);
                }}
              />
            );
          })}
        </div>
      ))}
    </fieldset>
  );
}
