import { useTranslations } from 'use-intl';
import { LOCALE_FACTS, LOCALES } from '../../../i18n/locale';
import { useLocaleFacts } from '../../../i18n/use-locale';
import type { Typed } from '../../../forms/form.server';
import type { FormErrors } from '../../../ui/static/error-summary';
import { RadiosField, SelectField, TextField } from '../../../ui/static/field';

interface OwnerFieldsProps {
  readonly typed: Typed;
  readonly errors: FormErrors;
  readonly mayShare: boolean;
}

/** What every endpoint has: a name, the language of its alerts, and whose it is. */
export function OwnerFields({ typed, errors, mayShare }: OwnerFieldsProps) {
  const t = useTranslations('members.endpoint-form');
  const { language } = useLocaleFacts();
  return (
    <>
      <TextField name="name" label={t('name')} hint={t('name-hint')} defaultValue={typed['name']} error={errors['name']} width={20} />
      <SelectField
        name="language"
        label={t('language')}
        defaultValue={typed['language'] ?? language}
        choices={LOCALES.map((locale) => ({ value: LOCALE_FACTS[locale].language, label: LOCALE_FACTS[locale].name }))}
      />
      {mayShare ? (
        <RadiosField
          name="isShared"
          label={t('owner')}
          chosen={[typed['isShared'] ?? 'no']}
          choices={[
            { value: 'no', label: t('personal') },
            { value: 'yes', label: t('shared'), hint: t('shared-hint') },
          ]}
        />
      ) : null}
    </>
  );
}
