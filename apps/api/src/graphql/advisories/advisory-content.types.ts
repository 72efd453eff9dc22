import type { TlpLabel } from '#libs/access';
import type { AdvisoryContent, Language } from '#libs/advisories';
import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { IndicatorTypeEnum, LabelEnum, LanguageEnum, ProductStatusEnum, SectorEnum, SeverityEnum } from '../vocabulary/enums.js';
import { AudienceType } from './audience.types.js';
import { LocalisedTextType } from '../vocabulary/localised-text.js';

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

@ObjectType({ description: 'What can be done (CSAF 2.0 section 3.2.3.12).' })
export class Remediation {
  @Field(() => String, { description: '`mitigation`, `no_fix_planned`, `none_available`, `vendor_fix` or `workaround`.' })
  category: string;

  @Field(() => String, { description: 'In words.' })
  details: string;

  @Field(() => String, { nullable: true, description: 'Where to get it.' })
  url?: string | null;
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
