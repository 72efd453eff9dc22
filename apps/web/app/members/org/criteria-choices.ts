import type { AdvisoryKind, Frequency, Sector, Severity, TlpLabel } from '../../api/gql/graphql';

/** What a reader chooses from, in the order in which it is shown. */
export const SEVERITIES = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'] as const satisfies readonly Severity[];
export const KINDS = [
  'HIGH_THREAT_ALERT',
  'SECURITY_ALERT',
  'VULNERABILITY_NOTE',
  'THREAT_REPORT',
  'GUIDANCE_NOTE',
] as const satisfies readonly AdvisoryKind[];
export const LABELS = ['CLEAR', 'GREEN', 'AMBER', 'AMBER_STRICT', 'RED'] as const satisfies readonly TlpLabel[];
export const FREQUENCIES = ['IMMEDIATE', 'HOURLY', 'DAILY', 'WEEKLY'] as const satisfies readonly Frequency[];
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

/** How FIRST spells a label (TLP 2.0). */
export function labelText(label: TlpLabel): string {
  return `TLP:${label.replace('_', '+')}`;
}
