import type { TlpLabel } from '#libs/access';
import type { AdvisoryContent, Language, ProductTree, Scope } from '#libs/advisories';
import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { IndicatorTypeEnum, LabelEnum, LanguageEnum, ProductStatusEnum, SectorEnum, SeverityEnum } from '../vocabulary/enums.js';
import { AudienceType } from './audience.types.js';
import { LocalisedTextType } from '../vocabulary/localised-text.js';

@ObjectType({ description: 'What a product is a component of or installed on.' })
export class ProductPlatform {
  @Field(() => String, { description: 'Who makes it.' })
  vendor: string;

  @Field(() => String, { description: 'Its name.' })
  product: string;

  @Field(() => String, { nullable: true, description: 'Its version or range, as the source wrote it.' })
  version?: string | null;

  @Field(() => String, { nullable: true, description: 'Its CPE 2.3 or 2.2 name.' })
  cpe?: string | null;
}

@ObjectType({ description: 'A product and what is known of it (CSAF 2.0 section 3.2.3.9).' })
export class AffectedProduct {
  @Field(() => String, { description: 'Who makes it.' })
  vendor: string;

  @Field(() => String, { description: 'Its name.' })
  product: string;

  @Field(() => String, { nullable: true, description: 'A version or a range as the source wrote it; none means all versions.' })
  version?: string | null;

  @Field(() => String, { nullable: true, description: 'Its package URL.' })
  purl?: string | null;

  @Field(() => String, { nullable: true, description: 'Its CPE 2.3 or 2.2 name.' })
  cpe?: string | null;

  @Field(() => ProductStatusEnum, { description: 'What is known of it.' })
  status: string;

  @Field(() => [String], { description: 'The CVE ids that the status speaks of; none means the whole advisory.' })
  cves: string[];

  @Field(() => String, {
    nullable: true,
    description: 'Its full name as the source wrote it, where it says more than vendor, product and version.',
  })
  name?: string | null;

  @Field(() => ProductPlatform, { nullable: true, description: 'What it is a component of or installed on.' })
  platform?: ProductPlatform | null;

  @Field(() => [String], { description: 'Its model numbers (CSAF 2.0 section 3.1.3.3.4); order numbers of a vendor stand here too.' })
  modelNumbers: string[];

  @Field(() => [String], { description: 'Its serial numbers (CSAF 2.0 section 3.1.3.3.6).' })
  serialNumbers: string[];

  @Field(() => [String], { description: 'Its stock keeping units (CSAF 2.0 section 3.1.3.3.7).' })
  skus: string[];
}

@ObjectType({ description: 'A CVSS vector. The vector is the truth; the score is computed from it.' })
export class CvssVector {
  @Field(() => String, { description: 'The version of CVSS: 2.0, 3.0, 3.1 or 4.0.' })
  version: string;

  @Field(() => String, { description: 'The vector string.' })
  vector: string;

  @Field(() => Float, { description: 'The score, 0.0 to 10.0, computed from the vector.' })
  score: number;

  @Field(() => SeverityEnum, { nullable: true, description: 'The severity of the score; none for 0.0.' })
  severity?: string | null;
}

@ObjectType({ description: 'An id in a numbering other than CVE.' })
export class OtherId {
  @Field(() => String, { description: 'Whose numbering it is.' })
  system: string;

  @Field(() => String, { description: 'The id.' })
  value: string;
}

@ObjectType({ description: 'Where to read more.' })
export class Reference {
  @Field(() => String, { description: 'The address.' })
  url: string;

  @Field(() => String, { description: 'What is found there.' })
  summary: string;

  @Field(() => String, { nullable: true, description: '`self` or `external` (CSAF 2.0 section 3.1.10).' })
  category?: string | null;
}

@ObjectType({ description: 'One weakness of the products that an advisory is about.' })
export class Vulnerability {
  @Field(() => String, { nullable: true, description: 'Its CVE id, where one is assigned.' })
  cve?: string | null;

  @Field(() => [OtherId], { description: 'Its other ids.' })
  ids: OtherId[];

  @Field(() => String, { nullable: true, description: 'Its title.' })
  title?: string | null;

  @Field(() => [String], { description: 'Its CWE ids.' })
  cwes: string[];

  @Field(() => [CvssVector], { description: 'Its scores.' })
  cvss: CvssVector[];

  @Field(() => [String], { description: 'Notes about it.' })
  notes: string[];

  @Field(() => [Reference], { description: 'Where to read more about it, such as where the fix is had.' })
  references: Reference[];
}

@ObjectType({ description: 'What can be done (CSAF 2.0 section 3.2.3.12).' })
export class Remediation {
  @Field(() => String, { description: '`mitigation`, `no_fix_planned`, `none_available`, `vendor_fix` or `workaround`.' })
  category: string;

  @Field(() => String, { description: 'In words.' })
  details: string;

  @Field(() => String, { nullable: true, description: 'Where to get it.' })
  url?: string | null;

  @Field(() => String, { nullable: true, description: 'Since when it is available, as the source wrote it.' })
  date?: string | null;

  @Field(() => [String], { description: 'What one must hold to get it, such as a support contract.' })
  entitlements: string[];

  @Field(() => String, {
    nullable: true,
    description: 'What must be restarted, in the words of CSAF 2.0 section 3.2.3.12.7, such as `machine`, `service` or `none`.',
  })
  restartRequired?: string | null;

  @Field(() => [String], { description: 'The CVE ids that it speaks of; none means the whole advisory.' })
  cves: string[];

  /** What it speaks of and in which tree, for the names of its products. */
  scope: Scope;
  tree?: ProductTree;
}

@ObjectType({ description: 'What the source says beside the texts of the advisory (CSAF 2.0 section 3.1.5).' })
export class SourceNote {
  @Field(() => String, {
    description:
      '`description`, `details`, `faq`, `general`, `legal_disclaimer`, `other` or `summary`; `details` of an object of STIX or MISP.',
  })
  category: string;

  @Field(() => String, { nullable: true, description: 'Its title, such as `Threat actor: APT1`.' })
  title?: string | null;

  @Field(() => String, { description: 'In the source language, its lines kept; it may hold Markdown, never HTML.' })
  text: string;

  @Field(() => String, {
    nullable: true,
    description: 'Whom it addresses, in the words of the source; it does not change who may read it.',
  })
  audience?: string | null;
}

@ObjectType({ description: 'An observable that points to the threat. It may have narrower readers than its advisory.' })
export class Indicator {
  @Field(() => IndicatorTypeEnum, { description: 'What it is.' })
  type: string;

  @Field(() => String, { description: 'Its value.' })
  value: string;

  @Field(() => String, { nullable: true, description: 'What to know about it.' })
  comment?: string | null;

  @Field(() => LabelEnum, { nullable: true, description: 'Its own label, where it is stricter than that of its advisory.' })
  label?: TlpLabel | null;

  @Field(() => AudienceType, {
    nullable: true,
    description: 'Whom its author narrowed it to; shown of a text in work alone, to its desks.',
  })
  audience?: AudienceType | null;
}

@ObjectType({ description: 'The text of one revision.' })
export class AdvisoryText {
  @Field(() => LocalisedTextType, { description: 'The title.' })
  title: LocalisedTextType;

  @Field(() => LocalisedTextType, { description: 'The summary.' })
  summary: LocalisedTextType;

  @Field(() => LocalisedTextType, { description: 'The description, in Markdown; raw HTML in it is text.' })
  description: LocalisedTextType;

  @Field(() => LocalisedTextType, { nullable: true, description: 'What an attacker gains.' })
  impact?: LocalisedTextType | null;

  @Field(() => [LocalisedTextType], { description: 'What to do, step by step, in Markdown.' })
  recommendation: LocalisedTextType[];

  @Field(() => [LocalisedTextType], { description: 'What helps until the fix is in, in Markdown.' })
  workarounds: LocalisedTextType[];

  @Field(() => [AffectedProduct], { description: 'The products and what is known of them.' })
  affectedProducts: AffectedProduct[];

  @Field(() => [Vulnerability], { description: 'The vulnerabilities.' })
  vulnerabilities: Vulnerability[];

  @Field(() => [String], { description: 'Ids of the China National Vulnerability Database.' })
  cnvd: string[];

  @Field(() => [String], { description: 'MITRE ATT&CK technique ids.' })
  techniques: string[];

  @Field(() => [Reference], { description: 'Where to read more.' })
  references: Reference[];

  @Field(() => [Remediation], { description: 'What can be done, as the source says it.' })
  remediations: Remediation[];

  @Field(() => [String], { description: 'Who is thanked.' })
  credits: string[];

  @Field(() => String, { nullable: true, description: 'What the source adds to its label; to be shown with it.' })
  restrictions?: string | null;

  @Field(() => [String], { description: 'What it is tagged with.' })
  tags: readonly string[];

  @Field(() => [SectorEnum], { description: 'The sectors that it concerns.' })
  sectors: readonly string[];

  @Field(() => LanguageEnum, { description: 'The language that the others are translated from.' })
  sourceLanguage: Language;

  @Field(() => [LanguageEnum], { description: 'Languages whose translation is older than the source text.' })
  outdatedTranslations: Language[];

  @Field(() => Int, { description: 'The number of the revision.' })
  revision: number;

  content: AdvisoryContent;
}
