import { NOBODY, SECTORS, TIERS } from './audience.js';
import type { Audience } from './audience.js';

/** Whom the readers of a published text name: the way back from `readersOf`. `public` and `member` name nobody. */
export function audienceNamedBy(readers: readonly string[]): Audience {
  const after = (prefix: string) => readers.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
  const tiers = after('tier:');
  const sectors = after('sector:');
  return {
    ...NOBODY,
    tiers: TIERS.filter((tier) => tiers.includes(tier)),
    sectors: SECTORS.filter((sector) => sectors.includes(sector)),
    tierSectors: readers.filter((key) => key.includes('/')),
    groups: after('group:'),
    organisations: after('org:'),
    persons: after('user:'),
  };
}
