import { useTranslations } from 'use-intl';
import type { EndpointChoiceFragment } from '../../../api/gql/graphql';
import type { Typed } from '../../../forms/form.server';
import { Button } from '../../../ui/static/button';
import type { FormErrors } from '../../../ui/static/error-summary';
import { CheckboxesField, SelectField, TextField } from '../../../ui/static/field';

interface ReplayFormProps {
  readonly endpoints: readonly EndpointChoiceFragment[];
  readonly typed: Typed;
  readonly errors: FormErrors;
}

/** Which endpoint and which days. The next page says how many alerts it is. */
export function ReplayForm({ endpoints, typed, errors }: ReplayFormProps) {
  const t = useTranslations('members.replay');
  return (
    <form method="post" noValidate className="hl-narrow">
      <p className="govuk-body">{t('text')}</p>
      <SelectField
        name="endpoint"
        label={t('endpoint')}
        defaultValue={typed['endpoint'] ?? ''}
        error={errors['endpoint']}
        choices={[
          { value: '', label: t('choose') },
          ...endpoints.map(({ id, name, address }) => ({ value: id, label: name === '' ? address : name })),
        ]}
      />
      <TextField name="from" label={t('from')} type="date" hint={t('days')} defaultValue={typed['from']} error={errors['from']} />
      <TextField name="to" label={t('to')} type="date" defaultValue={typed['to']} error={errors['to']} />
      <CheckboxesField
        name="onlyUnsent"
        label={t('which')}
        isSmall
        chosen={typed['onlyUnsent'] === 'yes' ? ['yes'] : []}
        choices={[{ value: 'yes', label: t('only-unsent') }]}
      />
      <Button>{t('count')}</Button>
    </form>
  );
}
