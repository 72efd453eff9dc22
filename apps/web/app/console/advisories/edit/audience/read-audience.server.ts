import type { AudienceInput, Sector, Tier, TlpLabel } from '../../../../api/gql/graphql';
import { textIn, textsIn } from '../../../../forms/form.server';
import { LABELS, SECTORS, TIERS } from '../../vocabulary';
import type { DraftChanges } from '../save.server';

/** The label and whom it addresses; the permission only where both of its fields are filled in. */
export function readAudience(form: FormData): DraftChanges {
  const label: TlpLabel | null = LABELS.find((each) => each === textIn(form, 'label')) ?? null;
  const grantedBy = textIn(form, 'permission.grantedBy');
  const reference = textIn(form, 'permission.reference');
  return {
    label,
    audience: audienceIn(form),
    ...(grantedBy === '' || reference === '' ? {} : { permission: { grantedBy, reference } }),
  };
}

/** Whom a form names, list by list. */
export function audienceIn(form: FormData) {
  const chosen = textsIn(form, 'tierSectors');
  return {
    tiers: TIERS.filter((tier) => textsIn(form, 'tiers').includes(tier)),
    sectors: SECTORS.filter((sector) => textsIn(form, 'sectors').includes(sector)),
    tierSectors: TIERS.flatMap((tier: Tier) =>
      SECTORS.filter((sector) => chosen.includes(`${tier}/${sector}`)).map((sector: Sector) => ({ tier, sector })),
    ),
    groups: textsIn(form, 'groups'),
    organisations: textsIn(form, 'organisations'),
    persons: textsIn(form, 'persons'),
  } satisfies AudienceInput;
}
