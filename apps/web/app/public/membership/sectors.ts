import type { Sector, Tier } from '../../api/gql/graphql';

export const TIERS = ['INDUSTRY', 'GOVERNMENT'] as const satisfies readonly Tier[];

export const SECTORS = [
  'AGRICULTURE',
  'COMMUNICATIONS',
  'CONSTRUCTION',
  'EDUCATION',
  'EMERGENCY_SERVICES',
  'ENERGY',
  'FINANCE',
  'HEALTH',
  'HOSPITALITY',
  'INFORMATION_TECHNOLOGY',
  'LEGAL',
  'MANUFACTURING',
  'MEDIA',
  'PUBLIC_ADMINISTRATION',
  'RETAIL',
  'TRANSPORT',
  'WATER',
  'OTHER',
] as const satisfies readonly Sector[];
