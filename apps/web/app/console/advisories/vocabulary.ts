import type {
  AdvisoryKind,
  CommentReaders,
  IndicatorType,
  ProductStatus,
  Sector,
  Severity,
  Tier,
  TlpLabel,
  UpdateClass,
} from '../../api/gql/graphql';

/** The words of the API in the order in which forms and tables show them. */
export const ADVISORY_KINDS = ['SECURITY_ALERT', 'HIGH_THREAT_ALERT', 'VULNERABILITY_NOTE', 'THREAT_REPORT', 'GUIDANCE_NOTE'] as const satisfies readonly AdvisoryKind[]; // prettier-ignore

export const SEVERITIES = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'] as const satisfies readonly Severity[];

export const UPDATE_CLASSES = ['EDITORIAL', 'MINOR', 'MAJOR'] as const satisfies readonly UpdateClass[];

export const LABELS = ['CLEAR', 'GREEN', 'AMBER', 'AMBER_STRICT', 'RED'] as const satisfies readonly TlpLabel[];

/** As FIRST spells them. */
export const LABEL_TEXTS: Readonly<Record<TlpLabel, string>> = {
  CLEAR: 'TLP:CLEAR',
  GREEN: 'TLP:GREEN',
  AMBER: 'TLP:AMBER',
  AMBER_STRICT: 'TLP:AMBER+STRICT',
  RED: 'TLP:RED',
};

export const TIERS = ['GOVERNMENT', 'INDUSTRY'] as const satisfies readonly Tier[];

export const SECTORS = [
  'FINANCE', 'ENERGY', 'WATER', 'TRANSPORT', 'HEALTH', 'COMMUNICATIONS', 'INFORMATION_TECHNOLOGY', 'MANUFACTURING', 'RETAIL', 'EDUCATION',
  'MEDIA', 'PUBLIC_ADMINISTRATION', 'EMERGENCY_SERVICES', 'LEGAL', 'HOSPITALITY', 'CONSTRUCTION', 'AGRICULTURE', 'OTHER',
] as const satisfies readonly Sector[]; // prettier-ignore

export const PRODUCT_STATUSES = [
  'KNOWN_AFFECTED', 'FIXED', 'FIRST_AFFECTED', 'LAST_AFFECTED', 'FIRST_FIXED', 'RECOMMENDED', 'KNOWN_NOT_AFFECTED', 'UNDER_INVESTIGATION',
] as const satisfies readonly ProductStatus[]; // prettier-ignore

export const COMMENT_READERS = ['DESKS', 'AUTHORS_DESK', 'REVIEWERS'] as const satisfies readonly CommentReaders[];

export const INDICATOR_TYPES = [
  'IPV4', 'IPV6', 'DOMAIN', 'URL', 'EMAIL', 'MD5', 'SHA1', 'SHA256', 'SHA512', 'FILENAME', 'STIX_PATTERN', 'OTHER',
] as const satisfies readonly IndicatorType[]; // prettier-ignore
