import { useTranslations } from 'use-intl';
import { Button } from '../../../ui/static/button';
import { CheckboxesField, TextField } from '../../../ui/static/field';
import { KINDS, LABELS, labelText, SEVERITIES } from '../criteria-choices';
import type { AlertFilter } from './alert-filter.server';

/** A form that gets: the filter stands in the address, so a filtered list can be kept and sent. */
export function AlertFilterForm({ filter }: { readonly filter: AlertFilter }) {
  const t = useTranslations('members.alerts');
  const site = useTranslations('site');
  const isNarrowed = filter.severities.length + filter.kinds.length + filter.labels.length > 0 || filter.exploited;
  return (
    <form method="get" className="hl-filter hl-no-print" role="search">
      <TextField name="q" label={t('search')} type="search" defaultValue={filter.q} />
      <details className="govuk-details" open={isNarrowed}>
        <summary className="govuk-details__summary">
          <span className="govuk-details__summary-text">{t('narrow')}</span>
        </summary>
        <div className="govuk-details__text hl-columns">
          <CheckboxesField
            name="severity"
            label={t('severity')}
            isSmall
            chosen={filter.severities}
            choices={SEVERITIES.map((value) => ({ value, label: site(`severity.${value}`) }))}
          />
          <CheckboxesField
            name="kind"
            label={t('kind')}
            isSmall
            chosen={filter.kinds}
            choices={KINDS.map((value) => ({ value, label: site(`kind.${value}`) }))}
          />
          <CheckboxesField
            name="label"
            label="TLP"
            isSmall
            chosen={filter.labels}
            choices={LABELS.map((value) => ({ value, label: labelText(value) }))}
          />
          <CheckboxesField
            name="exploited"
            label={t('exploitation')}
            isSmall
            chosen={filter.exploited ? ['yes'] : []}
            choices={[{ value: 'yes', label: t('exploited') }]}
          />
        </div>
      </details>
      <div className="govuk-button-group">
        <Button>{t('show')}</Button>
        <a className="govuk-link" href="/org/alerts">
          {t('clear')}
        </a>
      </div>
    </form>
  );
}
