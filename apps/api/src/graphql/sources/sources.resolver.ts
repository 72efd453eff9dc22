import { AddSource, ChangeSource, SourceQueries } from '#libs/advisories';
import type * as Advisories from '#libs/advisories';
import { Args, Context, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { ApiContext } from '../api-context.js';
import { Input } from '../vocabulary/input.js';
import { AddSourceInput, ChangeSourceInput, Source, SourcePayload, SourceProblem } from './source.types.js';

@Resolver()
export class SourcesResolver {
  constructor(
    private readonly queries: SourceQueries,
    private readonly adding: AddSource,
    private readonly changing: ChangeSource,
  ) {}

  @Query(() => [Source], {
    description: 'The providers from which the platform imports; for the operating CERT’s desk and administrators.',
  })
  async sources(@Context() { actor }: ApiContext): Promise<Source[]> {
    return (await this.queries.all(actor)).map(toSource);
  }

  @Query(() => [SourceProblem], { description: 'Documents of a source that are not here and why, the newest first, at most 500.' })
  async sourceProblems(
    @Args('sourceId', { type: () => ID, description: 'Which source.' }) sourceId: string,
    @Context() { actor }: ApiContext,
  ): Promise<SourceProblem[]> {
    return [...(await this.queries.problems(actor, sourceId))];
  }

  @Mutation(() => SourcePayload, {
    description:
      'Adds a provider of CSAF documents. What it publishes becomes drafts in the name of the analyst or reviewer who adds it; one that an administrator adds waits until somebody of the desk resumes it.',
  })
  async addSource(@Input() { url, everyMinutes, isPaused }: AddSourceInput, @Context() { actor }: ApiContext): Promise<SourcePayload> {
    return { source: toSource(await this.adding.execute(actor, { url, isPaused, ...(everyMinutes == null ? {} : { everyMinutes }) })) };
  }

  @Mutation(() => SourcePayload, { description: 'Pauses, resumes, runs or removes a source, or changes how often it is asked.' })
  async changeSource(
    @Input() { sourceId, step, everyMinutes }: ChangeSourceInput,
    @Context() { actor }: ApiContext,
  ): Promise<SourcePayload> {
    const change = { sourceId, ...(step == null ? {} : { step }), ...(everyMinutes == null ? {} : { everyMinutes }) };
    const source = await this.changing.execute(actor, change);
    return { source: source ? toSource(source) : null };
  }
}

function toSource({ runAs, ...source }: Advisories.Source): Source {
  return { ...source, hasImporter: runAs !== undefined };
}
