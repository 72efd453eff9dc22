/** The two tiers of member organisations. */
export const TIERS = ['government', 'industry'] as const;
export type Tier = (typeof TIERS)[number];

/** Sector codes; one organisation may have several. */
export const SECTORS = [
  'finance',
  'energy',
  'water',
  'transport',
  'health',
  'communications',
  'information-technology',
  'manufacturing',
  'retail',
  'education',
  'media',
  'public-administration',
  'emergency-services',
  'legal',
  'hospitality',
  'construction',
  'agriculture',
  'other',
] as const;
export type Sector = (typeof SECTORS)[number];

/**
 * Whom the author addresses. Empty lists address nobody by that means. `tierSectors` holds `<tier>/<sector>`,
 * as in `industry/finance`; the other lists hold ids, tiers and sector codes.
 */
export interface Audience {
  readonly tiers: readonly Tier[];
  readonly sectors: readonly Sector[];
  readonly tierSectors: readonly string[];
  readonly groups: readonly string[];
  readonly organisations: readonly string[];
  readonly persons: readonly string[];
}

export const NOBODY: Audience = { tiers: [], sectors: [], tierSectors: [], groups: [], organisations: [], persons: [] };
