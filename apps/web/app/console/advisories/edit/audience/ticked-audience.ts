import type { Sector, Tier } from '../../../../api/gql/graphql';
import { SECTORS, TIERS } from '../../vocabulary';

/** The audience that ticked boxes say, by the name of the field. */
export function audienceTicked(ticked: (name: string) => readonly string[]) {
  const pairs = ticked('tierSectors');
  return {
    tiers: TIERS.filter((tier) => ticked('tiers').includes(tier)),
    sectors: SECTORS.filter((sector) => ticked('sectors').includes(sector)),
    tierSectors: TIERS.flatMap((tier: Tier) =>
      SECTORS.filter((sector) => pairs.includes(`${tier}/${sector}`)).map((sector: Sector) => ({ tier, sector })),
    ),
    groups: [...ticked('groups')],
    organisations: [...ticked('organisations')],
    persons: [...ticked('persons')],
  };
}
