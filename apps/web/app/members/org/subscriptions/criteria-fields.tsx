import { useTranslations } from 'use-intl';
import type { FormErrors } from '../../../ui/static/error-summary';
import { CheckboxesField, SelectField, TextAreaField } from '../../../ui/static/field';
import { KINDS, SECTORS, SEVERITIES } from '../criteria-choices';
import type { Wish } from './wish';

const LISTS = ['products', 'vendors', 'cves', 'keywords', 'tags'] as const;

/** Any of the values within one criterion, all criteria together; what is left empty asks nothing. */
export function CriteriaFields({ wish, errors }: { readonly wish: Wish; readonly errors: FormErrors }) {
  const t = useTranslations('members.criteria-form');
  const site = useTranslations('site');
  const sector = useTranslations('members.sector');
  return (
    <>
      <h2 className="govuk-heading-m">{t('title')}</h2>
      <p className="govuk-body">{t('rule')}</p>
      <SelectField
        name="minSeverity"
        label={t('severity')}
        defaultValue={wish.minSeverity}
        choices={[...SEVERITIES].reverse().map((value) => {
          const severity = site(`severity.${value}`);
          // Nothing is higher.
          return { value, label: value === 'CRITICAL' ? severity : t('at-least', { severity }) };
        })}
      />
      <CheckboxesField
        name="exploitedOnly"
        label={t('exploitation')}
        isSmall
        chosen={wish.exploitedOnly ? ['yes'] : []}
        choices={[{ value: 'yes', label: t('exploited') }]}
      />
      {LISTS.map((list) => (
        <TextAreaField
          key={list}
          name={list}
          label={t(`${list}.label`)}
          hint={t(`${list}.hint`)}
          rows={3}
          spellCheck={false}
          defaultValue={wish[list]}
          error={errors[list]}
        />
      ))}
      <CheckboxesField
        name="kinds"
        label={t('kinds')}
        hint={t('none-means-all')}
        isSmall
        chosen={wish.kinds}
        choices={KINDS.map((value) => ({ value, label: site(`kind.${value}`) }))}
      />
      <details className="govuk-details" open={wish.sectors.length > 0}>
        <summary className="govuk-details__summary">
          <span className="govuk-details__summary-text">{t('sectors-open')}</span>
        </summary>
        <div className="govuk-details__text">
          <CheckboxesField
            name="sectors"
            label={t('sectors')}
            hint={t('none-means-all')}
            isSmall
            chosen={wish.sectors}
            choices={SECTORS.map((value) => ({ value, label: sector(value) }))}
          />
        </div>
      </details>
    </>
  );
}
