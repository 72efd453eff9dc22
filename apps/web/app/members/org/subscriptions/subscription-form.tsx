import { useTranslations } from 'use-intl';
import type { EndpointChoiceFragment } from '../../../api/gql/graphql';
import { Button } from '../../../ui/static/button';
import type { FormErrors } from '../../../ui/static/error-summary';
import { CheckboxesField, RadiosField, SelectField, TextField } from '../../../ui/static/field';
import { FREQUENCIES } from '../criteria-choices';
import { CriteriaFields } from './criteria-fields';
import type { Wish } from './wish';

interface SubscriptionFormProps {
  readonly wish: Wish;
  readonly endpoints: readonly EndpointChoiceFragment[];
  readonly errors: FormErrors;
  readonly mayShare: boolean;
  readonly isNew: boolean;
}

/** The whole wish on one page: what, how often, where to. It works without scripts, and looking at what it would match saves nothing. */
export function SubscriptionForm({ wish, endpoints, errors, mayShare, isNew }: SubscriptionFormProps) {
  const t = useTranslations('members.subscription-form');
  const words = useTranslations('members');
  return (
    <form method="post" noValidate>
      <TextField name="name" label={t('name')} hint={t('name-hint')} defaultValue={wish.name} error={errors['name']} width={20} />
      <CriteriaFields wish={wish} errors={errors} />
      <h2 className="govuk-heading-m">{t('when')}</h2>
      <RadiosField
        name="frequency"
        label={t('frequency')}
        chosen={[wish.frequency]}
        error={errors['frequency']}
        choices={FREQUENCIES.map((value) => ({ value, label: words(`frequency.${value}`), hint: t(`frequency-hint.${value}`) }))}
      />
      <SelectField
        name="timeZone"
        label={t('time-zone')}
        hint={t('time-zone-hint')}
        defaultValue={wish.timeZone}
        error={errors['timeZone']}
        choices={zonesWith(wish.timeZone).map((value) => ({ value, label: value }))}
      />
      <h2 className="govuk-heading-m">{t('where')}</h2>
      {mayShare ? (
        <RadiosField
          name="isShared"
          label={t('owner')}
          chosen={[wish.isShared ? 'yes' : 'no']}
          choices={[
            { value: 'no', label: t('personal') },
            { value: 'yes', label: t('shared'), hint: t('shared-hint') },
          ]}
        />
      ) : null}
      {endpoints.length === 0 ? (
        <p className="govuk-body" id="endpointIds">
          {t('no-endpoint')}{' '}
          <a className="govuk-link" href="/org/endpoints">
            {t('make-endpoint')}
          </a>
        </p>
      ) : (
        <CheckboxesField
          name="endpointIds"
          label={t('endpoints')}
          hint={t('endpoints-hint')}
          error={errors['endpointIds']}
          chosen={wish.endpointIds}
          choices={endpoints.map(({ id, name, address, channel, status, isShared }) => ({
            value: id,
            label: `${words(`channel.${channel}`)}: ${name === '' ? address : name}`,
            hint: [
              address,
              t(isShared ? 'is-shared' : 'is-personal'),
              ...(status === 'ACTIVE' ? [] : [words(`endpoint-status.${status}`)]),
            ].join(' · '),
          }))}
        />
      )}
      <div className="govuk-button-group">
        <Button look="secondary" name="intent" value="preview" formAction="#preview">
          {t('preview')}
        </Button>
        <Button name="intent" value="save">
          {t(isNew ? 'create' : 'save')}
        </Button>
      </div>
    </form>
  );
}

/** All IANA zones that this Node knows, and the one that was chosen. */
function zonesWith(chosen: string): string[] {
  const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')];
  return zones.includes(chosen) || chosen === '' ? zones : [chosen, ...zones];
}
