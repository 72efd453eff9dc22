import type { AudienceNamesFragment, Sector, Tier } from '../../api/gql/graphql';
import { choose } from '../../i18n/localised';
import type { Locale } from '../../i18n/locale';

export const AUDIENCE_LISTS = ['tiers', 'sectors', 'tierSectors', 'groups', 'organisations', 'persons'] as const;

/** One list of an audience by name. */
export interface NamedList {
  readonly list: (typeof AUDIENCE_LISTS)[number];
  readonly names: readonly string[];
  /** So many more are named that this viewer may not see. */
  readonly unseen: number;
}

export interface AudienceWords {
  readonly tier: (tier: Tier) => string;
  readonly sector: (sector: Sector) => string;
}

/** Whom an audience names, list by list; lists that name nobody are left out. */
export function namedLists(audience: AudienceNamesFragment, { tier, sector }: AudienceWords, locale: Locale): NamedList[] {
  const names: Readonly<Record<NamedList['list'], readonly string[]>> = {
    tiers: audience.tiers.map(tier),
    sectors: audience.sectors.map(sector),
    tierSectors: audience.tierSectors.map((pair) => `${sector(pair.sector)} (${tier(pair.tier)})`),
    groups: audience.namedGroups.map(({ name }) => name),
    organisations: audience.namedOrganisations.map((each) => choose(each.names, locale).text),
    persons: audience.namedPersons.map(({ name, email }) => `${name} <${email}>`),
  };
  return AUDIENCE_LISTS.filter((list) => audience[list].length > 0).map((list) => ({
    list,
    names: names[list].toSorted((one, other) => one.localeCompare(other)),
    unseen: audience[list].length - names[list].length,
  }));
}
