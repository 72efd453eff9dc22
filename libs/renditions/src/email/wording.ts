import type { Language, Remediation } from '#libs/advisories';
import type { AdvisoryEvent } from '../advisory-view.js';

/** How often a digest comes. */
export const DIGEST_FREQUENCIES = ['hourly', 'daily', 'weekly'] as const;
export type DigestFrequency = (typeof DIGEST_FREQUENCIES)[number];

/** Everything that an alert by mail says in one language. TLP labels are never translated (TLP 2.0 section 1), so none is in here. */
export interface EmailWording {
  readonly colon: string;
  readonly listSeparator: string;
  readonly languageNames: Readonly<Record<Language, string>>;
  readonly subject: {
    readonly published: (severity: string) => string;
    readonly updated: (severity: string) => string;
    readonly withdrawn: string;
    readonly bareNotice: string;
    readonly digest: Readonly<Record<DigestFrequency, (count: number) => string>>;
  };
  readonly lead: Readonly<Record<AdvisoryEvent, (kind: string, publisher: string) => string>>;
  readonly facts: Readonly<Record<FactName, string>>;
  readonly sections: Readonly<Record<SectionName, string>>;
  readonly remediations: Readonly<Record<Remediation['category'], string>>;
  readonly exploited: string;
  readonly noRating: string;
  readonly allVersions: string;
  readonly sourceVersion: (version: string) => string;
  readonly andMore: (count: number) => string;
  readonly textGoesOn: string;
  readonly indicatorsAreDefused: string;
  readonly withdrawnWithoutNotice: string;
  readonly fallbackAll: (wanted: string, source: string) => string;
  readonly fallbackSome: (wanted: string, source: string) => string;
  readonly outdated: (wanted: string, source: string) => string;
  readonly restrictions: (text: string) => string;
  readonly endOf: (label: string) => string;
  readonly read: string;
  readonly signIn: string;
  readonly notice: Readonly<Record<AdvisoryEvent, string>> & { readonly whyNoContent: string };
  readonly bareNotice: string;
  readonly why: string;
  readonly whyUnsaid: string;
  readonly manage: string;
  readonly unsubscribe: string;
  readonly digest: {
    readonly window: (from: string, to: string) => string;
    readonly more: (count: number) => string;
  };
}

export type FactName =
  | 'reference'
  | 'revision'
  | 'kind'
  | 'severity'
  | 'publisher'
  | 'published'
  | 'updated'
  | 'withdrawn'
  | 'exploited'
  | 'cves'
  | 'cnvd'
  | 'techniques'
  | 'sectors'
  | 'tags'
  | 'source'
  | 'sourceSeverity';

export type SectionName =
  | 'changes'
  | 'summary'
  | 'description'
  | 'affected'
  | 'underInvestigation'
  | 'fixed'
  | 'notAffected'
  | 'vulnerabilities'
  | 'impact'
  | 'recommendation'
  | 'workarounds'
  | 'fixes'
  | 'remediations'
  | 'indicators'
  | 'references'
  | 'credits'
  | 'legal'
  | 'withdrawal';
