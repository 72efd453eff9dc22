import { useTranslations } from 'use-intl';
import { TextAreaField, TextField } from '../../ui/static/field';
import { FIRST_STEPS } from './text-form';

/** What an article says in one language. */
export function TextFields({ values }: { readonly values: Readonly<Record<string, string>> }) {
  const t = useTranslations('administration.guidance');
  return (
    <>
      <TextField name="title" label={t('field.title')} hint={t('field.title-hint')} defaultValue={values['title']} />
      <TextAreaField name="summary" label={t('field.summary')} rows={3} defaultValue={values['summary']} />
      <TextAreaField name="forWhom" label={t('field.for-whom')} rows={2} defaultValue={values['forWhom']} />
      {Array.from({ length: FIRST_STEPS }, (_, at) => (
        <fieldset key={at} className="govuk-fieldset">
          <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">{t('field.first', { number: at + 1 })}</legend>
          <TextField name={`first-${at}-action`} label={t('field.action')} defaultValue={values[`first-${at}-action`]} />
          <TextField name={`first-${at}-why`} label={t('field.why')} defaultValue={values[`first-${at}-why`]} />
          <TextField name={`first-${at}-link`} label={t('field.link')} defaultValue={values[`first-${at}-link`]} />
          <TextField
            name={`first-${at}-target`}
            label={t('field.target')}
            hint={t('field.target-hint')}
            defaultValue={values[`first-${at}-target`]}
          />
        </fieldset>
      ))}
      <TextAreaField name="steps" label={t('field.steps')} hint={t('field.steps-hint')} rows={18} defaultValue={values['steps']} />
      <TextAreaField name="check" label={t('field.check')} rows={4} defaultValue={values['check']} />
      <TextAreaField name="ifWrong" label={t('field.if-wrong')} rows={4} defaultValue={values['ifWrong']} />
      <TextAreaField
        name="checklist"
        label={t('field.checklist')}
        hint={t('field.lines-hint')}
        rows={6}
        defaultValue={values['checklist']}
      />
    </>
  );
}
