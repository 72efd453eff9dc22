import { useTranslations } from 'use-intl';
import { CheckboxesField, TextAreaField } from '../../../../ui/static/field';
import { SECTORS } from '../../vocabulary';
import type { TextFieldsProps } from './language-fields';

const LISTS = ['tags', 'techniques', 'cnvd', 'credits'] as const;

/** What is said of it in lists, one entry a line, and the sectors that it concerns. */
export function MoreFields({ work, answer }: TextFieldsProps) {
  const t = useTranslations('console.edit');
  const sectors = useTranslations('console.sector');
  const typed = answer?.typed ?? {};
  const errors = answer?.errors ?? {};
  const { text } = work;
  return (
    <fieldset className="hl-languages-field">
      <legend>{t('more')}</legend>
      <TextAreaField
        name="references"
        label={t('fields.references')}
        hint={t('references-hint')}
        rows={4}
        spellCheck={false}
        defaultValue={typed['references'] ?? text.references.map(({ url, summary }) => `${url} ${summary}`).join('\n')}
        error={errors['references']}
      />
      <div className="hl-field-row">
        {LISTS.map((name) => (
          <TextAreaField
            key={name}
            name={name}
            label={t(`fields.${name}`)}
            hint={t('one-a-line')}
            rows={3}
            spellCheck={false}
            defaultValue={typed[name] ?? text[name].join('\n')}
            error={errors[name]}
          />
        ))}
      </div>
      <TextAreaField
        name="restrictions"
        label={t('fields.restrictions')}
        hint={t('restrictions-hint')}
        rows={2}
        defaultValue={typed['restrictions'] ?? text.restrictions ?? ''}
        error={errors['restrictions']}
      />
      <CheckboxesField
        name="sectors"
        label={t('fields.sectors')}
        isSmall
        isInline
        choices={SECTORS.map((value) => ({ value, label: sectors(value) }))}
        chosen={text.sectors}
      />
    </fieldset>
  );
}
