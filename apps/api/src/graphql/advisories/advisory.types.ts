import type { TlpLabel } from '#libs/access';
import type { AdvisoryDetail, Kind, Language, Severity } from '#libs/advisories';
import { Field, Int, ObjectType } from '@nestjs/graphql';
import { AdvisoryStateEnum, CatalogueEnum, KindEnum, LabelEnum, LanguageEnum, SectorEnum, SeverityEnum } from '../vocabulary/enums.js';
import { LocalisedTextType } from '../vocabulary/localised-text.js';
import { Node } from '../node/node.types.js';
import { DateTime } from '../scalars.js';

@ObjectType({
  implements: () => [Node],
  description: 'A document about a threat. One that is being worked on shows its draft until it is published.',
})
export class Advisory extends Node {
  override readonly __typename = 'Advisory';

  @Field(() => String, { description: 'Its public id, as in `HL-2026-018842`; the same for ever.' })
  trackingId: string;

  @Field(() => AdvisoryStateEnum, { description: 'Where it stands.' })
  state: string;

  @Field(() => KindEnum, { description: 'What sort of document it is.' })
  kind: Kind;

  @Field(() => SeverityEnum, { description: 'How bad it is, as its publisher judges.' })
  severity: Severity;

  @Field(() => LabelEnum, { nullable: true, description: 'Its label; none only while it is a draft.' })
  label?: TlpLabel | null;

  @Field(() => String, { nullable: true, description: 'Its label as FIRST spells it, as in `TLP:AMBER+STRICT`.' })
  labelText?: string | null;

  @Field(() => LocalisedTextType, { description: 'The title.' })
  title: LocalisedTextType;

  @Field(() => LocalisedTextType, { nullable: true, description: 'The summary; none once it is withdrawn.' })
  summary?: LocalisedTextType | null;

  @Field(() => LanguageEnum, { description: 'The language that the others are translated from.' })
  sourceLanguage: Language;

  @Field(() => LocalisedTextType, { nullable: true, description: 'The names of its publisher when it was published.' })
  publisher?: LocalisedTextType | null;

  @Field(() => Int, { description: 'The number of the revision that is published; of a first draft 1.' })
  revisionNumber: number;

  @Field(() => DateTime, { nullable: true, description: 'When it was first published.' })
  publishedAt?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was last published, updated or withdrawn.' })
  updatedAt?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was withdrawn.' })
  withdrawnAt?: string | null;

  @Field(() => LocalisedTextType, { nullable: true, description: 'What stands in the place of the content once it is withdrawn.' })
  withdrawalNotice?: LocalisedTextType | null;

  @Field(() => Boolean, { description: 'Whether one of its CVEs is known to be exploited (CISA KEV).' })
  exploited: boolean;

  @Field(() => [String], { description: 'Its CVE ids.' })
  cves: readonly string[];

  @Field(() => [String], { description: 'Its tags.' })
  tags: readonly string[];

  @Field(() => [SectorEnum], { description: 'The sectors that it concerns.' })
  sectors: readonly string[];

  @Field(() => [String], { description: 'The vendors of the products.' })
  vendors: readonly string[];

  @Field(() => [String], { description: 'The products.' })
  products: readonly string[];

  /** What the id stands for. */
  uuid: string;
  organisationId: string;
  /** Everything of it that the viewer may see, where it has been read already. */
  detail?: AdvisoryDetail;
}

@ObjectType({
  description: 'What the viewer may do with one advisory now: from roles, second factor, scopes, who wrote it and where it stands.',
})
export class ViewerCanAdvisory {
  @Field(() => Boolean, { description: 'Change the draft.' })
  edit: boolean;

  @Field(() => Boolean, { description: 'Submit the draft for review.' })
  submit: boolean;

  @Field(() => Boolean, { description: 'Return the text to its author.' })
  return: boolean;

  @Field(() => Boolean, { description: 'Publish the text, or schedule it.' })
  publish: boolean;

  @Field(() => Boolean, { description: 'Cancel the schedule.' })
  cancelSchedule: boolean;

  @Field(() => Boolean, { description: 'Begin a new revision.' })
  revise: boolean;

  @Field(() => Boolean, { description: 'Withdraw it.' })
  withdraw: boolean;

  @Field(() => Boolean, { description: 'Discard the text in work.' })
  discard: boolean;

  @Field(() => Boolean, { description: 'Comment on it.' })
  comment: boolean;
}

@ObjectType({ description: 'How many advisories stand in one state, as far as they are counted.' })
export class StateCount {
  @Field(() => AdvisoryStateEnum, { description: 'The state; of a text in work that of the text.' })
  state: string;

  @Field(() => Int, { description: 'How many, at most 1,000.' })
  count: number;

  @Field(() => Boolean, { description: 'Whether there are more.' })
  isMore: boolean;
}

@ObjectType({ description: 'How many there are of what was searched for, as far as they are counted.' })
export class CappedCount {
  @Field(() => Int, { description: 'How many; at most 1,000.' })
  count: number;

  @Field(() => Boolean, { description: 'Whether there are more.' })
  isMore: boolean;
}

@ObjectType({ description: 'What a search that is being typed may become.' })
export class Suggestion {
  @Field(() => String, { description: '`cve`, `vendor`, `product` or `tag`.' })
  kind: string;

  @Field(() => String, { description: 'The text.' })
  text: string;
}

@ObjectType({ description: 'A catalogue of the outside world, as it was last refreshed.' })
export class Catalogue {
  @Field(() => CatalogueEnum, { description: 'Which.' })
  name: string;

  @Field(() => String, { description: 'Its own version.' })
  version: string;

  @Field(() => Int, { description: 'How many entries it has.' })
  entries: number;

  @Field(() => DateTime, { description: 'When it was refreshed.' })
  refreshedAt: string;
}
