import { useTranslations } from 'use-intl';
import type { EditAudienceQuery } from '../../../../api/gql/graphql';
import { TextField } from '../../../../ui/static/field';
import type { FormErrors } from '../../../../ui/static/error-summary';

type Advisory = NonNullable<EditAudienceQuery['advisory']>;

interface PermissionFieldsProps {
  readonly work: Pick<NonNullable<Advisory['inWork']>, 'number' | 'permission' | 'sharedBefore'>;
  readonly source: Advisory['source'];
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: FormErrors;
}

/** Whether it takes the place of something that was shared already, so that sharing it more widely needs somebody's word. */
export function mayNeedPermission({ work, source }: Pick<PermissionFieldsProps, 'work' | 'source'>): boolean {
  return source !== null || work.sharedBefore !== null;
}

/** Who allowed it to be shared more widely than its source, or than the revision before it, and where that is written. */
export function PermissionFields({ work, source, typed, errors }: PermissionFieldsProps) {
  const t = useTranslations('console.audience');
  const { number, permission, sharedBefore } = work;
  const ofSource = number === 1 && source !== null;
  const label = source?.label == null ? '–' : `TLP:${source.label.replace(/^TLP:/u, '')}`;
  return (
    <fieldset className="hl-languages-field" id="permission">
      <legend>{ofSource ? t('permission') : t('permission-own')}</legend>
      <p className="govuk-hint">
        {ofSource
          ? t('permission-hint', { publisher: source.publisher, label })
          : t('permission-own-hint', { number: number - 1, label: sharedBefore?.labelText ?? '–' })}
      </p>
      <div className="hl-field-row">
        <TextField
          name="permission.grantedBy"
          label={ofSource ? t('granted-by') : t('decided-by')}
          defaultValue={typed['permission.grantedBy'] ?? permission?.grantedBy}
          error={errors['permission.grantedBy']}
        />
        <TextField
          name="permission.reference"
          label={t('reference')}
          defaultValue={typed['permission.reference'] ?? permission?.reference}
          error={errors['permission.reference']}
        />
      </div>
    </fieldset>
  );
}
