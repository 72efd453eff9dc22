import { useTranslations } from 'use-intl';
import type { ReasonFragment } from '../../../api/gql/graphql';

/** Why an alert concerns a subscription: the criteria that it meets, in words. */
export function Reasons({ reasons }: { readonly reasons: readonly ReasonFragment[] }) {
  const t = useTranslations('members.reasons');
  const write = useReasonText();
  if (reasons.length === 0) return null;
  return (
    <p className="hl-reasons">
      {t('why')} {reasons.map(write).join(t('and'))}
    </p>
  );
}

/** One criterion in words. What the API says in its own words (severities, kinds, sectors) is said in the reader's. */
function useReasonText(): (reason: ReasonFragment) => string {
  const t = useTranslations('members.reasons');
  const words = useTranslations();
  return ({ criterion, value }) => {
    const code = (value ?? '').toUpperCase();
    const known = { SEVERITY: `site.severity.${code}`, KIND: `site.kind.${code}`, SECTOR: `members.sector.${code}` }[criterion as string];
    const shown = known !== undefined && words.has(known as never) ? words(known as never) : (value ?? '');
    return t(criterion, { value: shown });
  };
}
