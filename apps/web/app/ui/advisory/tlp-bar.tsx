import { useTranslations } from 'use-intl';
import { paperOf } from '../paper';
import { TlpLabel } from '../static/tlp-label';

/** The label at the top and the bottom of what it is the label of (TLP 2.0), with what its source adds to it, and what it asks of the reader. */
export function TlpBar({ label, restrictions }: { readonly label: string | null; readonly restrictions?: string | null | undefined }) {
  const t = useTranslations('members.advisory.tlp');
  if (label === null) return null;
  const key = label.replace('TLP:', '').replace('+', '-') as 'CLEAR' | 'GREEN' | 'AMBER' | 'AMBER-STRICT' | 'RED';
  return (
    <div className={`hl-tlp-bar ${paperOf(label)}`}>
      <TlpLabel text={label} />
      <p>
        {t(key)} {restrictions}
      </p>
    </div>
  );
}
