import { authorize } from '#libs/access';
import type { Actor } from '#libs/access';
import { Clock, invalid, notFound } from '#libs/core';
import { Database } from '#libs/database';
import { ChangeIncidentState, FindReceipt, INCIDENT_CLASSES, IncidentQueries, NoteOnIncident, ReportIncident } from '#libs/incidents';
import type { IncidentState } from '#libs/incidents';
import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Person } from '../accounts/account.types.js';
import { toPerson } from '../accounts/to-account.js';
import { clientOf } from '../api-context.js';
import type { ApiContext } from '../api-context.js';
import { PageArgs, placedPage, placedPageOf, toConnection } from '../connection.js';
import { idOf } from '../global-id.js';
import { given } from '../vocabulary/given.js';
import { Input } from '../vocabulary/input.js';
import { toLocalisedText } from '../vocabulary/localised-text.js';
import { IncidentStateEnum } from '../vocabulary/page-enums.js';
import { ChangeIncidentStateInput, NoteOnIncidentInput, ReportIncidentInput } from './incident.inputs.js';
import {
  IncidentKind,
  IncidentNote,
  IncidentReceipt,
  IncidentReport,
  IncidentReportConnection,
  IncidentReportPayload,
  ReportIncidentPayload,
} from './incident.types.js';
import { NEXT_STEPS } from './next-steps.js';
import { toClocks, toIncidentReport } from './to-incident.js';

/** What anybody may do. */
@Resolver()
export class IncidentReportingResolver {
  constructor(
    private readonly report: ReportIncident,
    private readonly receipts: FindReceipt,
    private readonly clock: Clock,
  ) {}

  @Query(() => [IncidentKind], { description: 'Kinds of incidents in plain words, for a form.' })
  incidentKinds(): IncidentKind[] {
    return INCIDENT_CLASSES.map(({ code, title, example }) => ({
      class: code,
      title: toLocalisedText(title, 'en'),
      example: toLocalisedText(example, 'en'),
    }));
  }

  @Query(() => IncidentReceipt, {
    nullable: true,
    description: 'That a report is in, for whoever holds its reference; null where there is none of it.',
  })
  async incidentReceipt(
    @Args('reference', { type: () => String, description: 'The reference, as it was given.' }) reference: string,
  ): Promise<IncidentReceipt | null> {
    const receivedAt = await this.receipts.execute(reference);
    return receivedAt === undefined ? null : { reference, receivedAt, nextSteps: [...NEXT_STEPS] };
  }

  @Mutation(() => ReportIncidentPayload, { description: 'Reports an incident to the operating CERT. No account is needed.' })
  async reportIncident(@Input() input: ReportIncidentInput, @Context() context: ApiContext): Promise<ReportIncidentPayload> {
    const { contact, ...rest } = given(input);
    const received = await this.report.execute(
      { ...rest, ...(contact ? { contact: given(contact) } : {}) },
      { address: clientOf(context).address },
    );
    return { ...received, clocks: toClocks(received.clocks, this.clock.now()), nextSteps: [...NEXT_STEPS] };
  }
}

/** What the desk of the operating CERT does. */
@Resolver()
export class IncidentsResolver {
  constructor(
    private readonly database: Database,
    private readonly queries: IncidentQueries,
    private readonly changeState: ChangeIncidentState,
    private readonly note: NoteOnIncident,
    private readonly clock: Clock,
  ) {}

  @Query(() => IncidentReportConnection, { description: 'Reports of incidents, newest first; for the desk of the operating CERT.' })
  async incidentReports(
    @Args() page: PageArgs,
    @Context() { actor }: ApiContext,
    @Args('states', { type: () => [IncidentStateEnum], nullable: true, description: 'Only those that stand so.' })
    states?: IncidentState[] | null,
  ): Promise<IncidentReportConnection> {
    authorize(actor, 'incident:read');
    const request = { ...placedPageOf(page), ...(states ? { states } : {}) };
    const { reports, hasMore } = await this.database.as(actor, (tx) => this.queries.list(tx, request));
    const now = this.clock.now();
    return toConnection(
      placedPage(reports, hasMore, ({ receivedAt, id }) => ({ at: receivedAt, id })),
      (report) => toIncidentReport(report, now),
    );
  }

  @Query(() => IncidentReport, { nullable: true, description: 'One report; null where it is hidden or absent.' })
  async incidentReport(
    @Context() { actor }: ApiContext,
    @Args('id', { type: () => ID, nullable: true, description: 'Its id; exactly one of `id` and `reference` is given.' })
    id?: string | null,
    @Args('reference', { type: () => String, nullable: true, description: 'Its reference.' }) reference?: string | null,
  ): Promise<IncidentReport | null> {
    if (Boolean(id) === Boolean(reference))
      throw invalid([{ path: 'id', expected: 'exactly one of id and reference', received: 'both or neither' }]);
    const report = await this.database.as(actor, (tx) =>
      reference ? this.queries.byReference(tx, reference) : this.queries.byId(tx, idOf('IncidentReport', id ?? '')),
    );
    return report ? toIncidentReport(report, this.clock.now()) : null;
  }

  @Mutation(() => IncidentReportPayload, { description: 'Takes a report up, lays it down or closes it.' })
  async changeIncidentState(@Input() input: ChangeIncidentStateInput, @Context() { actor }: ApiContext): Promise<IncidentReportPayload> {
    const id = idOf('IncidentReport', input.id);
    await this.changeState.execute(actor, { id, state: input.state, ...(input.note ? { note: input.note } : {}) });
    return this.after(actor, id);
  }

  @Mutation(() => IncidentReportPayload, { description: 'Says something about a report to the desk. The reporter never sees it.' })
  async noteOnIncident(@Input() input: NoteOnIncidentInput, @Context() { actor }: ApiContext): Promise<IncidentReportPayload> {
    const id = idOf('IncidentReport', input.id);
    await this.note.execute(actor, { id, body: input.body });
    return this.after(actor, id);
  }

  private async after(actor: Actor, id: string): Promise<IncidentReportPayload> {
    const report = await this.database.as(actor, (tx) => this.queries.byId(tx, id));
    if (report === undefined) throw notFound();
    return { report: toIncidentReport(report, this.clock.now()) };
  }
}

@Resolver(() => IncidentReport)
export class IncidentReportResolver {
  constructor(
    private readonly database: Database,
    private readonly queries: IncidentQueries,
  ) {}

  @ResolveField(() => [IncidentNote], { description: 'What the desk said to itself, and how the report moved on, oldest first.' })
  async notes(@Parent() { uuid }: IncidentReport, @Context() { actor }: ApiContext): Promise<IncidentNote[]> {
    return this.database.as(actor, (tx) => this.queries.notes(tx, uuid));
  }
}

@Resolver(() => IncidentNote)
export class IncidentNoteResolver {
  @ResolveField(() => Person, { nullable: true, description: 'Who.' })
  async author(@Parent() { authorId }: IncidentNote, @Context() { loaders }: ApiContext): Promise<Person | null> {
    const person = await loaders.people.load(authorId);
    return person ? toPerson(person) : null;
  }
}
