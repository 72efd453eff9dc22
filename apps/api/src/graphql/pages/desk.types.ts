import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { DateTime } from '../scalars.js';
import { AdvisoryStateEnum, ChannelEnum, LabelEnum, RoleEnum, ScopeEnum } from '../vocabulary/enums.js';

@ObjectType({ description: 'Alerts of one channel that were planned within one hour, as they stand now.' })
export class DeliveryHour {
  @Field(() => ChannelEnum, { description: 'The channel.' })
  channel: string;

  @Field(() => DateTime, { description: 'The beginning of the hour.' })
  hour: string;

  @Field(() => Int, { description: 'Accepted by the other server.' })
  sent: number;

  @Field(() => Int, { description: 'Given up.' })
  failed: number;

  @Field(() => Int, { description: 'Still to be sent.' })
  pending: number;
}

@ObjectType({ description: 'What waits for the viewer. What they may not see is not counted.' })
export class ViewerTasks {
  @Field(() => Int, { description: 'Drafts of advisories that the viewer began.' })
  ownDrafts: number;

  @Field(() => Int, { description: 'Advisories under review that the viewer may publish: written by others.' })
  toReview: number;

  @Field(() => Int, { description: 'Advisories that are scheduled.' })
  scheduled: number;

  @Field(() => Int, { description: 'Drafts of guidance that the viewer began.' })
  ownGuidanceDrafts: number;

  @Field(() => Int, { description: 'Guidance under review that the viewer may publish.' })
  guidanceToReview: number;

  @Field(() => Int, { description: 'Organisations that have applied; for an administrator.' })
  openApplications: number;

  @Field(() => Int, { description: 'Reports of incidents that nobody works on yet; for the desk of the operating CERT.' })
  incidentsReceived: number;

  @Field(() => Int, { description: 'Reports of incidents that are worked on; for the desk of the operating CERT.' })
  incidentsInWork: number;
}

@ObjectType({ description: 'A filter that the viewer keeps.' })
export class SavedFilter {
  @Field(() => ID, { description: 'Its id.' })
  id: string;

  @Field(() => String, { description: 'The page that it is for, as in `console/advisories`.' })
  page: string;

  @Field(() => String, { description: 'What it is called.' })
  name: string;

  @Field(() => String, { description: "The query of the page's address, without `?`." })
  query: string;

  @Field(() => DateTime, { description: 'Since when it is kept.' })
  createdAt: string;
}

@InputType({ description: 'A filter to keep. One of the same page and name is replaced.' })
export class CreateSavedFilterInput {
  @Field(() => String, { description: 'The page that it is for, as in `console/advisories`.' })
  page: string;

  @Field(() => String, { description: 'What to call it.' })
  name: string;

  @Field(() => String, { description: "The query of the page's address, without `?`." })
  query: string;
}

@InputType({ description: 'A filter that is not needed any more.' })
export class DeleteSavedFilterInput {
  @Field(() => ID, { description: 'Its id.' })
  id: string;
}

@ObjectType({ description: 'A filter that is kept.' })
export class SavedFilterPayload {
  @Field(() => SavedFilter, { description: 'The filter.' })
  filter: SavedFilter;
}

@ObjectType({ description: 'A filter is deleted.' })
export class DeleteSavedFilterPayload {
  @Field(() => ID, { description: 'Its id.' })
  deletedId: string;
}

@ObjectType({ description: 'Who may do one thing.' })
export class GrantRow {
  @Field(() => String, { description: 'What, as in `advisory:publish`.' })
  action: string;

  @Field(() => [RoleEnum], { description: 'Any of these roles.' })
  roles: readonly string[];

  @Field(() => ScopeEnum, { description: 'The scope that a token needs.' })
  scope: string;

  @Field(() => Int, { description: '1: a password is enough; 2: only after a second factor.' })
  assurance: number;

  @Field(() => [String], { description: '`own_organisation`, `operator`, `not_own_work`, `strong_if_narrow`.' })
  conditions: readonly string[];
}

@ObjectType({ description: 'Who reads what is published with one label.' })
export class ReadersRow {
  @Field(() => LabelEnum, { description: 'The label.' })
  label: string;

  @Field(() => [String], { description: 'By which lists of the audience it is addressed.' })
  addressedBy: readonly string[];

  @Field(() => [String], { description: 'Who reads it where nobody is named; nothing means that somebody must be.' })
  whenNobodyIsNamed: readonly string[];
}

@ObjectType({ description: 'What leaves by one channel with one label.' })
export class ChannelRow {
  @Field(() => String, { description: 'The channel: `public`, `email`, `webhook`, `token` or `graphql`.' })
  channel: string;

  @Field(() => LabelEnum, { description: 'The label.' })
  label: string;

  @Field(() => String, {
    description: '`full`, `with_rights`, `encrypted_or_notice`, `bare_notice`, `link_unless_allowed`, `second_factor` or `never`.',
  })
  passage: string;
}

@ObjectType({ description: 'A step of the workflow of advisories.' })
export class WorkflowRow {
  @Field(() => AdvisoryStateEnum, { description: 'Where the text stands.' })
  state: string;

  @Field(() => String, { description: 'The step.' })
  step: string;

  @Field(() => AdvisoryStateEnum, { description: 'Where it leads.' })
  to: string;
}

@ObjectType({ description: 'The tables that decide, as the code has them.' })
export class PolicyTables {
  @Field(() => [GrantRow], { description: 'Who may do what.' })
  grants: readonly GrantRow[];

  @Field(() => [ReadersRow], { description: 'Who may read what is published.' })
  readers: readonly ReadersRow[];

  @Field(() => [ChannelRow], { description: 'What leaves by which channel.' })
  channels: readonly ChannelRow[];

  @Field(() => [WorkflowRow], { description: 'What can happen to an advisory.' })
  workflow: readonly WorkflowRow[];

  @Field(() => [Int], { description: 'After how many seconds an alert is tried again, try by try.' })
  retrySeconds: readonly number[];
}

@ObjectType({ description: 'A setting of the installation that is no secret.' })
export class Setting {
  @Field(() => String, { description: 'The key of the environment, as in `TRACKING_PREFIX`.' })
  key: string;

  @Field(() => String, { nullable: true, description: 'Its value; of a secret only whether it is set, as `set`; none where it is not.' })
  value?: string | null;

  @Field(() => Boolean, { description: 'Whether it is a secret, so that its value is not shown.' })
  isSecret: boolean;
}
