import { useTranslations } from 'use-intl';
import type { TlpLabel as Label } from '../../../../api/gql/graphql';
import { RadiosField } from '../../../../ui/static/field';
import { TlpLabel } from '../../../../ui/static/tlp-label';
import { LABEL_TEXTS, LABELS } from '../../vocabulary';
import type { Told } from '../../../../ui/static/told-text';

/** The label, with what FIRST says that it means (TLP 2.0). */
export function LabelRadios({ chosen, error }: { readonly chosen: Label | null; readonly error: Told | undefined }) {
  const t = useTranslations('console.audience');
  return (
    <RadiosField
      name="label"
      label={t('label')}
      hint={t('label-hint')}
      error={error}
      isSmall
      choices={LABELS.map((value) => ({ value, label: <TlpLabel text={LABEL_TEXTS[value]} />, hint: t(`meaning.${value}`) }))}
      chosen={chosen === null ? [] : [chosen]}
    />
  );
}
