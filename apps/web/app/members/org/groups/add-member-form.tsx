import { useTranslations } from 'use-intl';
import type { OrganisationChoicesQuery } from '../../../api/gql/graphql';
import { Button } from '../../../ui/static/button';
import type { FormErrors } from '../../../ui/static/error-summary';
import { SelectField } from '../../../ui/static/field';

interface AddMemberProps {
  readonly choices: OrganisationChoicesQuery['organisations']['nodes'];
  readonly errors: FormErrors;
}

/** What is shared with the group, and was, is theirs to read from then on: said beside the button. */
export function AddMemberForm({ choices, errors }: AddMemberProps) {
  const t = useTranslations('members.groups');
  if (choices.length === 0) return null;
  return (
    <form method="post" noValidate className="hl-narrow hl-no-print">
      <input type="hidden" name="kind" value="organisation" />
      <SelectField
        name="organisationId"
        label={t('add-organisation')}
        hint={t('add-hint')}
        error={errors['organisationId']}
        choices={[{ value: '', label: t('choose') }, ...choices.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <Button look="secondary">{t('add')}</Button>
    </form>
  );
}
