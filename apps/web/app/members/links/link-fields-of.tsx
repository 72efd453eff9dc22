import { useTranslations } from 'use-intl';
import type { Typed } from '../../forms/form.server';
import type { FormErrors } from '../../ui/static/error-summary';
import { RadiosField, TextField } from '../../ui/static/field';
import { LINK_FIELDS } from './link-fields';
import type { LinkAction, LinkField } from './link-fields';

interface FieldsProps {
  readonly action: LinkAction;
  readonly typed: Typed;
  readonly errors: FormErrors;
  /** The record for DNS is on the page already: what is left is to look for it. */
  readonly isRecordShown: boolean;
}

const AUTOCOMPLETE: Readonly<Record<LinkField, string>> = { name: 'name', password: 'new-password', domain: 'off', mailbox: 'off' };

/** What the page of a link asks for before its button. */
export function LinkFieldsOf({ action, typed, errors, isRecordShown }: FieldsProps) {
  const t = useTranslations('members.links');
  return (
    <>
      {LINK_FIELDS[action].map((field) => (
        <TextField
          key={field}
          name={field}
          label={t(`field.${field}`)}
          hint={t(`hint.${action === 'accept-invitation' && field === 'password' ? 'invited-password' : field}`)}
          type={field === 'password' ? 'password' : 'text'}
          autoComplete={AUTOCOMPLETE[field]}
          defaultValue={field === 'password' ? undefined : typed[field]}
          error={errors[field]}
        />
      ))}
      {action === 'continue-application' ? (
        <RadiosField
          name="method"
          label={t('method.label')}
          chosen={[isRecordShown ? 'DNS_CHECK' : (typed['method'] ?? 'EMAIL')]}
          choices={[
            { value: 'EMAIL', label: t('method.email') },
            { value: 'DNS_TXT', label: t('method.dns') },
            { value: 'DNS_CHECK', label: t('method.check') },
          ]}
        />
      ) : null}
    </>
  );
}
