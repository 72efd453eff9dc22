import { SECTORS, TIERS } from '#libs/access';
import { z } from 'zod';

/** Whom one advisory can name; more is a sector or a group. */
const MAX_NAMED = 500;

const named = (what: string) => z.array(z.string(what), `a list, each ${what}`).max(MAX_NAMED, `at most ${MAX_NAMED} entries`).default([]);
const TIER_SECTORS = TIERS.flatMap((tier) => SECTORS.map((sector) => `${tier}/${sector}`));

/** Ids are checked against what the author can see when they are saved. */
export const audienceField = z
  .strictObject({
    tiers: z.array(z.enum(TIERS)).default([]),
    sectors: z.array(z.enum(SECTORS)).default([]),
    tierSectors: z.array(z.enum(TIER_SECTORS)).default([]),
    groups: named('the id of a group'),
    organisations: named('the id of an organisation'),
    persons: named('the id of a person'),
  })
  .transform((audience) => ({
    tiers: [...new Set(audience.tiers)],
    sectors: [...new Set(audience.sectors)],
    tierSectors: [...new Set(audience.tierSectors)],
    groups: lowerCase(audience.groups),
    organisations: lowerCase(audience.organisations),
    persons: lowerCase(audience.persons),
  }));

function lowerCase(ids: readonly string[]): string[] {
  return [...new Set(ids.map((id) => id.toLowerCase()))];
}
