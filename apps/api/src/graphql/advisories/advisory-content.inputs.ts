import { Field, ID, InputType } from '@nestjs/graphql';
import { IndicatorTypeEnum, LabelEnum, LanguageEnum, ProductStatusEnum, SectorEnum, TierEnum } from '../vocabulary/enums.js';
import { LocalisedTextInput } from '../vocabulary/localised-text.js';

@InputType({ description: 'A product and what is known of it.' })
export class AffectedProductInput {
  @Field(() => String, { description: 'Who makes it.' })
  vendor: string;

  @Field(() => String, { description: 'Its name.' })
  product: string;

  @Field(() => String, { nullable: true, description: 'A version or a range; none means all versions.' })
  version?: string | null;

  @Field(() => String, { nullable: true, description: 'Its package URL.' })
  purl?: string | null;

  @Field(() => String, { nullable: true, description: 'Its CPE 2.3 or 2.2 name.' })
  cpe?: string | null;

  @Field(() => ProductStatusEnum, { description: 'What is known of it.' })
  status: string;

  @Field(() => [String], { nullable: true, description: 'The CVE ids that the status speaks of; none means the whole advisory.' })
  cves?: string[] | null;
}

@InputType({ description: 'An id in a numbering other than CVE.' })
export class OtherIdInput {
  @Field(() => String, { description: 'Whose numbering it is.' })
  system: string;

  @Field(() => String, { description: 'The id.' })
  value: string;
}

@InputType({ description: 'One weakness of the products that the advisory is about.' })
export class VulnerabilityInput {
  @Field(() => String, { nullable: true, description: 'Its CVE id.' })
  cve?: string | null;

  @Field(() => [OtherIdInput], { nullable: true, description: 'Its other ids.' })
  ids?: OtherIdInput[] | null;

  @Field(() => String, { nullable: true, description: 'Its title.' })
  title?: string | null;

  @Field(() => [String], { nullable: true, description: 'Its CWE ids.' })
  cwes?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'CVSS vectors of versions 2.0, 3.0, 3.1 and 4.0. Scores are computed from them.' })
  cvss?: string[] | null;
}

@InputType({ description: 'A sector within one tier.' })
export class TierSectorInput {
  @Field(() => TierEnum, { description: 'The tier.' })
  tier: string;

  @Field(() => SectorEnum, { description: 'The sector.' })
  sector: string;
}

@InputType({ description: 'Whom the author addresses; what a label allows of it is told in the refusal.' })
export class AudienceInput {
  @Field(() => [TierEnum], { nullable: true, description: 'All organisations of a tier.' })
  tiers?: string[] | null;

  @Field(() => [SectorEnum], { nullable: true, description: 'All organisations of a sector.' })
  sectors?: string[] | null;

  @Field(() => [TierSectorInput], { nullable: true, description: 'All organisations of a sector within one tier.' })
  tierSectors?: TierSectorInput[] | null;

  @Field(() => [ID], { nullable: true, description: 'Ids of closed groups.' })
  groups?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Ids of organisations.' })
  organisations?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Ids of persons.' })
  persons?: string[] | null;
}

@InputType({ description: 'An observable that points to the threat.' })
export class IndicatorInput {
  @Field(() => IndicatorTypeEnum, { description: 'What it is.' })
  type: string;

  @Field(() => String, { description: 'Its value.' })
  value: string;

  @Field(() => String, { nullable: true, description: 'What to know about it.' })
  comment?: string | null;

  @Field(() => LabelEnum, { nullable: true, description: 'A label of its own, as strict as that of its advisory or stricter.' })
  label?: string | null;

  @Field(() => AudienceInput, {
    nullable: true,
    description:
      'Whom it is narrowed to, of those who read its advisory. It is then read here alone, and goes out by no alert and no feed.',
  })
  audience?: AudienceInput | null;
}

@InputType({ description: 'Where to read more.' })
export class ReferenceInput {
  @Field(() => String, { description: 'The address: http, https or mailto.' })
  url: string;

  @Field(() => String, { description: 'What is found there.' })
  summary: string;
}

@InputType({
  description:
    'The text of an advisory. A new one needs at least a title in the source language; in an update, what is not given stays as it is, and a list that is given takes the place of the one before.',
})
export class AdvisoryContentInput {
  @Field(() => LanguageEnum, {
    nullable: true,
    description: 'The language that the others are translated from. A new advisory is in English where none is given.',
  })
  sourceLanguage?: string | null;

  @Field(() => LocalisedTextInput, { nullable: true, description: 'The title.' })
  title?: LocalisedTextInput | null;

  @Field(() => LocalisedTextInput, { nullable: true, description: 'The summary.' })
  summary?: LocalisedTextInput | null;

  @Field(() => LocalisedTextInput, { nullable: true, description: 'The description, in Markdown; raw HTML in it is text.' })
  description?: LocalisedTextInput | null;

  @Field(() => LocalisedTextInput, { nullable: true, description: 'What an attacker gains.' })
  impact?: LocalisedTextInput | null;

  @Field(() => [LocalisedTextInput], { nullable: true, description: 'What to do, step by step, in Markdown.' })
  recommendation?: LocalisedTextInput[] | null;

  @Field(() => [LocalisedTextInput], { nullable: true, description: 'What helps until the fix is in, in Markdown.' })
  workarounds?: LocalisedTextInput[] | null;

  @Field(() => [AffectedProductInput], { nullable: true, description: 'The products and what is known of them.' })
  affectedProducts?: AffectedProductInput[] | null;

  @Field(() => [VulnerabilityInput], { nullable: true, description: 'The vulnerabilities.' })
  vulnerabilities?: VulnerabilityInput[] | null;

  @Field(() => [String], { nullable: true, description: 'Ids of the China National Vulnerability Database.' })
  cnvd?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'MITRE ATT&CK technique ids.' })
  techniques?: string[] | null;

  @Field(() => [IndicatorInput], { nullable: true, description: 'The indicators.' })
  indicators?: IndicatorInput[] | null;

  @Field(() => [ReferenceInput], { nullable: true, description: 'Where to read more.' })
  references?: ReferenceInput[] | null;

  @Field(() => [String], { nullable: true, description: 'Who is thanked.' })
  credits?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Tags.' })
  tags?: string[] | null;

  @Field(() => [SectorEnum], { nullable: true, description: 'The sectors that it concerns.' })
  sectors?: string[] | null;

  @Field(() => String, { nullable: true, description: 'What is added to the label, to be shown with it.' })
  restrictions?: string | null;
}

@InputType({ description: 'Who allowed wider sharing than the source did, and where that is written.' })
export class SharingPermissionInput {
  @Field(() => String, { description: 'Who allowed it.' })
  grantedBy: string;

  @Field(() => String, { description: 'Where it is written, so that it can be found again.' })
  reference: string;
}
