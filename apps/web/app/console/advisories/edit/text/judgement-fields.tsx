import { useTranslations } from 'use-intl';
import { LOCALE_FACTS, LOCALES } from '../../../../i18n/locale';
import { SelectField, TextAreaField } from '../../../../ui/static/field';
import { ADVISORY_KINDS, SEVERITIES, UPDATE_CLASSES } from '../../vocabulary';
import type { TextFieldsProps } from './language-fields';
import type { SeverityInputs } from './text';

/** What sort of document it is and how bad it is, with what CVSS, KEV and EPSS propose; of a later revision also what it changes. */
export function JudgementFields({ work, answer, proposed }: TextFieldsProps & { readonly proposed: SeverityInputs }) {
  const t = useTranslations('console.edit');
  const words = useTranslations('site');
  const typed = answer?.typed ?? {};
  const errors = answer?.errors ?? {};
  return (
    <>
      <div className="hl-field-row">
        <SelectField
          name="kind"
          label={t('kind')}
          choices={ADVISORY_KINDS.map((value) => ({ value, label: words(`kind.${value}`) }))}
          defaultValue={typed['kind'] ?? work.kind}
          error={errors['kind']}
        />
        <SelectField
          name="severity"
          label={t('severity')}
          choices={SEVERITIES.map((value) => ({ value, label: words(`severity.${value}`) }))}
          defaultValue={typed['severity'] ?? work.severity}
          error={errors['severity']}
        />
        <SelectField
          name="sourceLanguage"
          label={t('source-language')}
          choices={LOCALES.map((locale) => ({ value: LOCALE_FACTS[locale].language, label: LOCALE_FACTS[locale].name }))}
          defaultValue={typed['sourceLanguage'] ?? work.text.sourceLanguage}
          error={errors['sourceLanguage']}
        />
      </div>
      <Proposed proposed={proposed} />
      <TextAreaField
        name="severityReason"
        label={t('severity-reason')}
        hint={t('severity-reason-hint')}
        rows={2}
        defaultValue={typed['severityReason'] ?? work.severityReason ?? ''}
        error={errors['severityReason']}
      />
      {work.number > 1 ? <ChangeFields work={work} answer={answer} /> : null}
    </>
  );
}

function Proposed({ proposed: { severity, inputs } }: { readonly proposed: SeverityInputs }) {
  const t = useTranslations('console.edit');
  const words = useTranslations('site.severity');
  if (severity === null) return <p className="govuk-hint">{t('nothing-proposed')}</p>;
  return (
    <details className="govuk-details">
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">{t('proposed', { severity: words(severity) })}</span>
      </summary>
      <ul className="govuk-list">
        {inputs.slice(0, 20).map(({ source, cve, vector, score, dateAdded, probability }, at) => (
          <li key={at}>
            <strong>{source.toUpperCase()}</strong>{' '}
            {[cve, vector, score, dateAdded, probability].filter((each) => each !== null).join(' · ')}
          </li>
        ))}
      </ul>
    </details>
  );
}

function ChangeFields({ work, answer }: TextFieldsProps) {
  const t = useTranslations('console.edit');
  const classes = useTranslations('console.update-class');
  return (
    <fieldset className="hl-languages-field">
      <legend>{t('changes')}</legend>
      <SelectField
        name="updateClass"
        label={t('update-class')}
        choices={UPDATE_CLASSES.map((value) => ({ value, label: `${classes(`${value}.name`)}: ${classes(`${value}.text`)}` }))}
        defaultValue={answer?.typed['updateClass'] ?? work.updateClass}
      />
      <div className="hl-languages-field__row">
        {LOCALES.map((locale) => {
          const { key, tag, name } = LOCALE_FACTS[locale];
          const id = `summaryOfChanges.${key}`;
          const label = (
            <>
              <span className="govuk-visually-hidden">{t('changes')} </span>
              <span lang={tag}>{name}</span>
            </>
          );
          return (
            <TextAreaField
              key={key}
              name={id}
              label={label}
              lang={tag}
              rows={2}
              defaultValue={answer?.typed[id] ?? work.summaryOfChanges?.[key] ?? ''}
              error={answer?.errors[id]}
            />
          );
        })}
      </div>
    </fieldset>
  );
}
