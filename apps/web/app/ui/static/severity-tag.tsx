import { useTranslations } from 'use-intl';
import type { Severity } from '../../api/gql/graphql';

/** One shape for each severity, so that it is not told by colour alone. */
const SHAPES: Readonly<Record<Severity, string>> = {
  LOW: 'M8 13L2 4h12z',
  MEDIUM: 'M3 3h10v10H3z',
  HIGH: 'M8 2l6 11H2z',
  CRITICAL: 'M5 1h6l4 4v6l-4 4H5l-4-4V5z',
};

export function SeverityTag({ severity }: { readonly severity: Severity }) {
  const t = useTranslations('site.severity');
  return (
    <strong className={`hl-severity hl-severity--${severity.toLowerCase()}`}>
      <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        <path d={SHAPES[severity]} fill="currentColor" />
      </svg>
      {t(severity)}
    </strong>
  );
}
