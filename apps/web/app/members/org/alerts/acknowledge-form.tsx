import { useTranslations } from 'use-intl';
import type { MemberAdvisoryQuery } from '../../../api/gql/graphql';
import { Instant } from '../../../i18n/times';
import { Button } from '../../../ui/static/button';
import type { FormErrors } from '../../../ui/static/error-summary';
import { RadiosField } from '../../../ui/static/field';

export const ACKNOWLEDGEMENTS = ['READ', 'FIXED', 'NOT_AFFECTED'] as const;

interface AcknowledgeProps {
  readonly advisory: NonNullable<MemberAdvisoryQuery['advisory']>;
  readonly errors?: FormErrors | undefined;
}

/** What the organisation did about it, told to its own people and to the CERT. */
export function AcknowledgeForm({ advisory: { acknowledgement, revisionNumber }, errors }: AcknowledgeProps) {
  const t = useTranslations('members.acknowledge');
  const said = useTranslations('members.acknowledged');
  return (
    <section className="hl-no-print" id="acknowledge">
      <h2 className="govuk-heading-m">{t('title')}</h2>
      {acknowledgement === null ? null : (
        <p className="govuk-body">
          {said(acknowledgement.status)}: {acknowledgement.by?.name} <Instant at={acknowledgement.at} />
          {acknowledgement.revision < revisionNumber ? ` ${t('older', { revision: acknowledgement.revision })}` : null}
        </p>
      )}
      <form method="post" noValidate>
        <RadiosField
          name="status"
          label={t('label')}
          error={errors?.['status']}
          chosen={acknowledgement === null ? [] : [acknowledgement.status]}
          choices={ACKNOWLEDGEMENTS.map((value) => ({ value, label: said(value) }))}
        />
        <Button look="secondary">{t('submit')}</Button>
      </form>
    </section>
  );
}
