import { useTranslations } from 'use-intl';
import type { AuditPeopleQuery } from '../../../api/gql/graphql';
import { Button } from '../../../ui/static/button';
import { SelectField, TextField } from '../../../ui/static/field';
import { AUDIT_ACTIONS } from './audit-actions';
import type { AuditFilter } from './audit-filter.server';
import { useAuditWords } from './use-audit-words';

interface FilterProps {
  readonly filter: AuditFilter;
  readonly people: AuditPeopleQuery['people']['nodes'];
}

export function AuditFilterForm({ filter, people }: FilterProps) {
  const t = useTranslations('members.audit');
  const words = useAuditWords({});
  return (
    <form method="get" className="hl-filter hl-columns hl-no-print">
      <SelectField
        name="action"
        label={t('what')}
        defaultValue={filter.action}
        choices={[{ value: '', label: t('any-action') }, ...AUDIT_ACTIONS.map((value) => ({ value, label: words.action(value) }))]}
      />
      <SelectField
        name="person"
        label={t('who')}
        defaultValue={filter.person}
        choices={[
          { value: '', label: t('everybody') },
          ...people.map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` })),
        ]}
      />
      <TextField name="from" label={t('from')} type="date" defaultValue={filter.from} />
      <TextField name="to" label={t('to')} type="date" defaultValue={filter.to} />
      <div className="govuk-button-group">
        <Button>{t('show')}</Button>
        <a className="govuk-link" href="/org/audit">
          {t('clear')}
        </a>
      </div>
    </form>
  );
}
