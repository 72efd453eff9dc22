import { useTranslations } from 'use-intl';
import { CheckboxesField, RadiosField } from '../../../../ui/static/field';
import type { TlpLabel as Label } from '../../../../api/gql/graphql';
import { TlpLabel } from '../../../../ui/static/tlp-label';
import { LABEL_TEXTS, LABELS } from '../../vocabulary';
import { keyOf } from './indicator-key';
import { ReadersOf } from './readers-of';
import type { StoredIndicator } from './readers';
import type { Told } from '../../../../ui/static/told-text';

interface WhichProps {
  readonly listed: readonly StoredIndicator[];
  readonly chosen: readonly string[];
  readonly error: Told | undefined;
}

/** One indicator that one came for, and others that shall have the same readers. */
export function WhichIndicators({ listed, chosen, error }: WhichProps) {
  const t = useTranslations('console.indicator-readers');
  return (
    <CheckboxesField
      name="of"
      label={t('which')}
      error={error}
      isSmall
      chosen={chosen}
      choices={listed.map((indicator) => ({
        value: keyOf(indicator),
        label: (
          <>
            <code>{indicator.value}</code> <ReadersOf indicator={indicator} />
          </>
        ),
      }))}
    />
  );
}

export function PartLabelRadios({ chosen, error }: { readonly chosen: Label | null; readonly error: Told | undefined }) {
  const t = useTranslations('console.indicator-readers');
  const choices = LABELS.map((value) => ({ value, label: <TlpLabel text={LABEL_TEXTS[value]} /> }));
  return (
    <RadiosField
      name="label"
      label={t('label')}
      hint={t('label-hint')}
      error={error}
      isSmall
      choices={[{ value: '', label: t('as-advisory') }, ...choices]}
      chosen={[chosen ?? '']}
    />
  );
}

export function WidenField({ isTicked, error }: { readonly isTicked: boolean; readonly error: Told | undefined }) {
  const t = useTranslations('console.indicator-readers');
  return (
    <CheckboxesField
      name="everyone"
      label={t('widen')}
      hint={t('widen-hint')}
      error={error}
      isSmall
      chosen={isTicked ? ['yes'] : []}
      choices={[{ value: 'yes', label: t('everyone') }]}
    />
  );
}
