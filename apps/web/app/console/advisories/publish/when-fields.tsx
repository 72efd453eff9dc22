import { useTranslations } from 'use-intl';
import { RadiosField, TextField } from '../../../ui/static/field';
import type { FormErrors } from '../../../ui/static/error-summary';

interface WhenFieldsProps {
  readonly zones: readonly string[];
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: FormErrors;
}

/** Now, or at an instant: a day and a time on the clocks of a zone. */
export function WhenFields({ zones, typed, errors }: WhenFieldsProps) {
  const t = useTranslations('console.publish');
  return (
    <>
      <RadiosField
        name="when"
        label={t('when')}
        isSmall
        choices={[
          { value: 'now', label: t('now') },
          { value: 'later', label: t('later') },
        ]}
        chosen={[typed['when'] ?? 'now']}
      />
      <div className="hl-field-row">
        <TextField name="at" type="datetime-local" label={t('at')} defaultValue={typed['at']} error={errors['at']} />
        <TextField name="zone" label={t('zone')} hint={t('zone-hint')} list="zones" defaultValue={typed['zone']} error={errors['zone']} />
        <datalist id="zones">
          {zones.map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
      </div>
    </>
  );
}
