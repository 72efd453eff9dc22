import { useTranslations } from 'use-intl';
import type { EndpointChoiceFragment } from '../../../api/gql/graphql';
import { Button } from '../../../ui/static/button';
import type { FormErrors } from '../../../ui/static/error-summary';
import { SelectField, TextField } from '../../../ui/static/field';
import { CHANNELS, DELIVERY_STATUSES, isFiltered } from './delivery-choices';
import type { DeliveryFilter } from './delivery-filter.server';

interface FilterProps {
  readonly filter: DeliveryFilter;
  readonly endpoints: readonly EndpointChoiceFragment[];
  /** Of what stood in the address and could not be read. */
  readonly errors: FormErrors;
}

/** A form that gets: the filter stands in the address. */
export function DeliveryFilterForm({ filter, endpoints, errors }: FilterProps) {
  const t = useTranslations('members.deliveries');
  const words = useTranslations('members');
  const all = { value: '', label: t('all') };
  return (
    <form method="get" className="hl-filter hl-columns hl-no-print">
      <SelectField
        name="channel"
        label={t('channel')}
        defaultValue={filter.channel}
        error={errors['channel']}
        choices={[all, ...CHANNELS.map((value) => ({ value, label: words(`channel.${value}`) }))]}
      />
      <SelectField
        name="status"
        label={t('status')}
        defaultValue={filter.status}
        error={errors['status']}
        choices={[all, ...DELIVERY_STATUSES.map((value) => ({ value, label: words(`delivery-status.${value}`) }))]}
      />
      <SelectField
        name="endpoint"
        label={t('to')}
        defaultValue={filter.endpoint}
        error={errors['endpoint']}
        choices={[all, ...endpoints.map(({ id, name, address }) => ({ value: id, label: name === '' ? address : name }))]}
      />
      <TextField name="from" label={t('from')} type="date" defaultValue={filter.from} error={errors['from']} />
      <TextField name="to" label={t('until')} type="date" defaultValue={filter.to} error={errors['to']} />
      <div className="govuk-button-group">
        <Button>{t('show')}</Button>
        {isFiltered(filter) ? (
          <a className="govuk-link" href="/org/deliveries">
            {t('clear')}
          </a>
        ) : null}
      </div>
    </form>
  );
}
