import { AdvisoryQueries, stepsOfViewer } from '#libs/advisories';
import type { AdvisoryDetail } from '#libs/advisories';
import { labelText } from '#libs/access';
import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { Database } from '#libs/database';
import { stixReportId } from '#libs/renditions';
import { Inject } from '@nestjs/common';
import { Args, Context, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Organisation } from '../accounts/account.types.js';
import { toOrganisation } from '../accounts/to-account.js';
import type { ApiContext } from '../api-context.js';
import { toLocalisedText } from '../vocabulary/localised-text.js';
import { AdvisoryText, Indicator } from './advisory-content.types.js';
import { toAdvisoryText } from './advisory-text.js';
import { Advisory, ViewerCanAdvisory } from './advisory.types.js';
import { Comment, ProposedSeverityType, Revision, TextInWork } from './revision.types.js';
import { toTextInWork } from './to-advisory.js';

/** What is read of an advisory only when it is asked for. */
@Resolver(() => Advisory)
export class AdvisoryResolver {
  constructor(
    private readonly database: Database,
    private readonly queries: AdvisoryQueries,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @ResolveField(() => String, { description: 'The id of its report in STIX 2.1, by which the TAXII collections that hold it know it.' })
  stixId(@Parent() { trackingId }: Advisory): string {
    return stixReportId({ namespace: this.config.publisherNamespace }, trackingId);
  }

  @ResolveField(() => AdvisoryText, {
    nullable: true,
    description: 'The text that is published; none of a draft, and none once it is withdrawn.',
  })
  async text(@Parent() advisory: Advisory, @Context() context: ApiContext): Promise<AdvisoryText | null> {
    const text = (await detailOf(advisory, context))?.text;
    return text ? toAdvisoryText(text.content, text.revision) : null;
  }

  @ResolveField(() => [Indicator], { description: 'The indicators of what is published that the viewer may see.' })
  async indicators(@Parent() advisory: Advisory, @Context() context: ApiContext): Promise<Indicator[]> {
    const indicators = (await detailOf(advisory, context))?.text?.content.indicators ?? [];
    return indicators.map(({ type, value, comment, label }) => ({ type, value, comment, label }));
  }

  @ResolveField(() => TextInWork, {
    nullable: true,
    description: 'The draft of the first or next revision, for its desk and the reviewers.',
  })
  async inWork(@Parent() advisory: Advisory, @Context() context: ApiContext): Promise<TextInWork | null> {
    const work = (await detailOf(advisory, context))?.inWork;
    return work ? toTextInWork(work) : null;
  }

  @ResolveField(() => [Revision], { description: 'The published revisions that the viewer may see, oldest first.' })
  async history(@Parent() { uuid }: Advisory, @Context() { loaders }: ApiContext): Promise<Revision[]> {
    const entries = await loaders.histories.load(uuid);
    return entries.map(({ revisionId, revision, summaryOfChanges, ...entry }) => ({
      ...entry,
      id: revisionId,
      number: revision,
      labelText: labelText(entry.label),
      // A column that is NULL arrives as null.
      summaryOfChanges: summaryOfChanges ? toLocalisedText(summaryOfChanges) : null,
    }));
  }

  @ResolveField(() => Revision, { nullable: true, description: 'One published revision by its number.' })
  async revision(
    @Parent() advisory: Advisory,
    @Context() context: ApiContext,
    @Args('number', { type: () => Int, description: 'Its number, from 1.' }) number: number,
  ): Promise<Revision | null> {
    return (await this.history(advisory, context)).find((revision) => revision.number === number) ?? null;
  }

  @ResolveField(() => [Comment], { description: 'What the desks said about its texts, oldest first; for the desks.' })
  async comments(@Parent() { uuid }: Advisory, @Context() { loaders }: ApiContext): Promise<Comment[]> {
    return [...(await loaders.comments.load(uuid))];
  }

  @ResolveField(() => ProposedSeverityType, { description: 'What CVSS, KEV and EPSS say about the severity now.' })
  async severityInputs(@Parent() advisory: Advisory, @Context() context: ApiContext): Promise<ProposedSeverityType> {
    const detail = await detailOf(advisory, context);
    const vulnerabilities = (detail?.text ?? detail?.inWork)?.content.vulnerabilities ?? [];
    const of = { cves: vulnerabilities.flatMap(({ cve }) => cve ?? []), vectors: vulnerabilities.flatMap(({ cvss }) => cvss ?? []) };
    const { severity, inputs } = await this.database.as(context.actor, (tx) => this.queries.proposeSeverity(tx, of));
    return { severity: severity ?? null, inputs: [...inputs] };
  }

  @ResolveField(() => Organisation, {
    nullable: true,
    description: 'The organisation that publishes it, where the viewer sees organisations.',
  })
  async organisation(@Parent() { organisationId }: Advisory, @Context() { loaders }: ApiContext): Promise<Organisation | null> {
    const organisation = await loaders.organisations.load(organisationId);
    return organisation ? toOrganisation(organisation) : null;
  }

  @ResolveField(() => ViewerCanAdvisory, { description: 'What the viewer may do with it now.' })
  async viewerCan(@Parent() advisory: Advisory, @Context() context: ApiContext): Promise<ViewerCanAdvisory> {
    const detail = await detailOf(advisory, context);
    const steps: ReadonlySet<string> = new Set(detail ? stepsOfViewer(context.actor, detail) : []);
    const can = (step: string) => steps.has(step);
    return {
      edit: can('edit'),
      submit: can('submit'),
      return: can('return'),
      publish: can('publish'),
      cancelSchedule: can('cancel_schedule'),
      revise: can('revise'),
      withdraw: can('withdraw'),
      discard: can('discard'),
      comment: detail !== undefined && mayComment(context, detail),
    };
  }
}

/** The desks of an advisory: that of its organisation and the reviewers of the operating CERT. */
function mayComment({ actor }: ApiContext, { organisationId }: AdvisoryDetail): boolean {
  return actor.keys.includes('desk:cert') || actor.keys.includes(`desk:${organisationId}`);
}

/** Everything of it that the viewer may see, read once a request. */
export async function detailOf({ detail, uuid }: Advisory, { loaders }: ApiContext): Promise<AdvisoryDetail | undefined> {
  return detail ?? (await loaders.advisories.load(uuid));
}
