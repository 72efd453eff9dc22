/**
 * The canonical model of an advisory's text: what every importer writes and every renderer reads.
 * It is stored as one JSON document per revision; names follow CSAF 2.0 where CSAF has the thing.
 */

import type { Audience, TlpLabel } from '#libs/access';
import type { Acknowledgment, ContentSource, Flag, Involvement, Note, ProductTree, Scope, Threat } from './content-source.js';

export const LANGUAGES = ['en', 'zh-Hant', 'zh-Hans'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A text in one to three languages. The source language (`AdvisoryContent.sourceLanguage`) is always present. */
export type LocalisedText = Partial<Record<Language, string>>;

export const KINDS = ['security_alert', 'high_threat_alert', 'vulnerability_note', 'threat_report', 'guidance_note'] as const;
export type Kind = (typeof KINDS)[number];

/** Ascending: a subscription's "severity at least" compares positions in this list. */
export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** CSAF 2.0 section 3.2.3.9: the eight lists of product_status. */
export const PRODUCT_STATUSES = [
  'first_affected',
  'first_fixed',
  'fixed',
  'known_affected',
  'known_not_affected',
  'last_affected',
  'recommended',
  'under_investigation',
] as const;
export type ProductStatus = (typeof PRODUCT_STATUSES)[number];

export interface AffectedProduct {
  readonly vendor: string;
  readonly product: string;
  /** A version or a range as the source wrote it (`vers:` syntax where it has one); absent means all versions. */
  readonly version?: string;
  readonly purl?: string;
  /** CPE 2.3 formatted string or CPE 2.2 URI. */
  readonly cpe?: string;
  readonly status: ProductStatus;
  /** The CVE ids that this status speaks of; absent, with `vulnerabilities`, means the whole advisory. */
  readonly cves?: readonly string[];
  /** Positions in `AdvisoryContent.vulnerabilities` of those without a CVE id that this status speaks of. */
  readonly vulnerabilities?: readonly number[];
  /** The full name as the source wrote it, where it says more than vendor, product and version. */
  readonly name?: string;
  /** The id in `AdvisoryContent.productTree`; several entries may share it, one per status. */
  readonly productId?: string;
  /** What the product is a component of or installed on. */
  readonly platform?: Platform;
}

export interface Platform {
  readonly vendor: string;
  readonly product: string;
  readonly version?: string;
  readonly cpe?: string;
}

export interface Vulnerability {
  /** `CVE-YYYY-NNNN…`, where one is assigned. */
  readonly cve?: string;
  /** Other ids, as `{system, value}`: CNVD, GHSA, a vendor's own. */
  readonly ids?: readonly { readonly system: string; readonly value: string }[];
  readonly title?: string;
  readonly cwes?: readonly string[];
  /** The name that the source gives to the first of `cwes`, right or wrong. */
  readonly cweName?: string;
  /** Vector strings are the truth; scores are computed from them. */
  readonly cvss?: readonly ScoredVector[];
  readonly notes?: readonly Note[];
  readonly references?: readonly Reference[];
  readonly threats?: readonly Threat[];
  readonly flags?: readonly Flag[];
  readonly involvements?: readonly Involvement[];
  readonly acknowledgments?: readonly Acknowledgment[];
  /** As the source wrote them. */
  readonly discoveryDate?: string;
  readonly releaseDate?: string;
}

export interface CvssVector {
  readonly version: '2.0' | '3.0' | '3.1' | '4.0';
  readonly vector: string;
  /** 0.0 to 10.0, computed from the vector: the base score, or of 4.0 the one score that there is. */
  readonly score: number;
  readonly severity: 'none' | Severity;
}

/** A vector of one vulnerability. Sources give one vulnerability several, for different products. */
export interface ScoredVector extends CvssVector {
  /** Ids of `ProductTree.products`; absent means every product. */
  readonly products?: readonly string[];
  /** What the source says the score is, where it differs from the computed one. */
  readonly statedScore?: number;
}

export const INDICATOR_TYPES = [
  'ipv4',
  'ipv6',
  'domain',
  'url',
  'email',
  'md5',
  'sha1',
  'sha256',
  'sha512',
  'filename',
  'stix_pattern',
  'other',
] as const;
export type IndicatorType = (typeof INDICATOR_TYPES)[number];

export interface Indicator {
  readonly type: IndicatorType;
  readonly value: string;
  readonly comment?: string;
  /** A stricter label of its own; its advisory's where there is none. */
  readonly label?: TlpLabel;
  /** Whom it is narrowed to, of those who read its advisory; everyone of them where there is none and no label. */
  readonly audience?: Audience;
}

export interface Reference {
  readonly url: string;
  readonly summary: string;
  readonly category?: 'self' | 'external';
}

/** CSAF 2.0 section 3.2.3.12.2: what can be done. */
export const REMEDIATION_CATEGORIES = ['mitigation', 'no_fix_planned', 'none_available', 'vendor_fix', 'workaround'] as const;

export interface Remediation extends Scope {
  readonly category: (typeof REMEDIATION_CATEGORIES)[number];
  readonly details: string;
  readonly url?: string;
  /** Since when it is available, as the source wrote it. */
  readonly date?: string;
  /** What a reader must hold, such as a support contract, to get it. */
  readonly entitlements?: readonly string[];
  readonly restartRequired?: { readonly category: string; readonly details?: string };
}

export interface AdvisoryContent {
  readonly sourceLanguage: Language;
  readonly title: LocalisedText;
  readonly summary: LocalisedText;
  /** Markdown; raw HTML in it is shown as text. */
  readonly description: LocalisedText;
  readonly impact?: LocalisedText;
  /** Steps, one Markdown text each. */
  readonly recommendation?: readonly LocalisedText[];
  readonly workarounds?: readonly LocalisedText[];
  readonly affectedProducts: readonly AffectedProduct[];
  readonly vulnerabilities: readonly Vulnerability[];
  readonly cnvd?: readonly string[];
  /** MITRE ATT&CK technique ids such as `T1566.001`. */
  readonly techniques?: readonly string[];
  readonly indicators?: readonly Indicator[];
  readonly references: readonly Reference[];
  readonly remediations?: readonly Remediation[];
  /** Who is thanked, one line each; `acknowledgments` has the same in the source's parts. */
  readonly credits?: readonly string[];
  readonly acknowledgments?: readonly Acknowledgment[];
  /** All notes of the source. Summary, description, impact and recommendation are drawn from them: show one or the other. */
  readonly notes?: readonly Note[];
  readonly productTree?: ProductTree;
  readonly tags: readonly string[];
  /** Sector codes of `libs/access`. */
  readonly sectors: readonly string[];
  /** Restrictions the source adds to its label (TLP 2.0 section 1); shown to every recipient. */
  readonly restrictions?: string;
  /** The instant at which each translation was last brought in line with the source text. */
  readonly translatedAt?: Partial<Record<Language, string>>;
  readonly source?: ContentSource;
}
