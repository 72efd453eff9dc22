import { AuditQueries } from '#libs/audit';
import type * as Audit from '#libs/audit';
import { Args, Context, Field, ID, InputType, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import type { ApiContext } from '../api-context.js';
import { given } from '../vocabulary/given.js';
import { idOf } from '../global-id.js';
import { DateTime } from '../scalars.js';

@ObjectType({ description: 'One thing that was done. It holds ids and no content.' })
export class AuditEntry {
  @Field(() => ID, { description: 'Its number.' })
  id: string;

  @Field(() => DateTime, { description: 'When it was done.' })
  at: string;

  @Field(() => String, { description: 'Who did it: `person`, `organisation`, `anonymous` or `system`.' })
  actorKind: string;

  @Field(() => String, { nullable: true, description: 'The UUID of the person.' })
  actorPersonId?: string | null;

  @Field(() => String, { description: 'What was done, as in `advisory:publish`.' })
  action: string;

  @Field(() => String, { description: 'What sort of thing it was done to.' })
  subjectType: string;

  @Field(() => String, { description: 'The UUID of that thing.' })
  subjectId: string;

  @Field(() => String, { nullable: true, description: 'The UUID of the organisation that it concerns.' })
  organisationId?: string | null;

  @Field(() => String, { description: 'Details, as a JSON text: ids, states and names of fields.' })
  detail: string;

  @Field(() => Boolean, { description: 'Whether it is in the sealed chain already.' })
  isSealed: boolean;
}

@ObjectType({ description: 'A page of the audit log, newest first.' })
export class AuditPage {
  @Field(() => [AuditEntry], { description: 'The entries.' })
  entries: AuditEntry[];

  @Field(() => String, {
    nullable: true,
    description: 'Give it as `before` for the entries that were written earlier; none on the last page.',
  })
  next?: string | null;
}

@InputType({ description: 'What the audit log is narrowed to; everything that is given must hold.' })
export class AuditFilterInput {
  @Field(() => Int, { nullable: true, description: 'How many at most: 1 to 200; 50 where none is given.' })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'The `next` of the page before.' })
  before?: string | null;

  @Field(() => String, { nullable: true, description: 'What was done, as in `advisory:publish`.' })
  action?: string | null;

  @Field(() => String, { nullable: true, description: 'What sort of thing it was done to.' })
  subjectType?: string | null;

  @Field(() => String, { nullable: true, description: 'The UUID of the thing that it was done to.' })
  subjectId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Who did it.' })
  personId?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Done at this instant or after it.' })
  from?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Done before this instant.' })
  to?: string | null;
}

@Resolver()
export class AuditResolver {
  constructor(private readonly queries: AuditQueries) {}

  @Query(() => AuditPage, {
    description: 'Who did what: for auditors all of it, for the administrator of an organisation what concerns it.',
  })
  async auditEntries(
    @Context() { actor }: ApiContext,
    @Args('filter', { type: () => AuditFilterInput, nullable: true, description: 'What the log is narrowed to.' })
    filter?: AuditFilterInput | null,
  ): Promise<AuditPage> {
    const { personId, ...rest } = given(filter ?? {}) as Record<string, unknown>;
    const { entries, next } = await this.queries.list(actor, {
      ...rest,
      ...(typeof personId === 'string' ? { personId: idOf('Person', personId) } : {}),
    });
    return { entries: entries.map(toEntry), next: next ?? null };
  }
}

function toEntry({ detail, ...entry }: Audit.AuditEntry): AuditEntry {
  return { ...entry, detail: JSON.stringify(detail) };
}
