import { EVERYTHING, parseCriteria } from '#libs/subscriptions';
import { Args, Context, Field, ObjectType, Resolver, Subscription } from '@nestjs/graphql';
import { fromCard } from '../advisories/to-advisory.js';
import { Advisory } from '../advisories/advisory.types.js';
import type { ApiContext } from '../api-context.js';
import { AdvisoryEventEnum } from '../vocabulary/enums.js';
import { given } from '../vocabulary/given.js';
import { CriteriaInput } from '../subscriptions/criteria.inputs.js';
import { LiveAdvisories } from './live-advisories.js';
import type { LiveEvent } from './live-advisories.js';

@ObjectType({ description: 'Something happened to an advisory that the subscriber may see.' })
export class AdvisoryPublished {
  @Field(() => AdvisoryEventEnum, { description: 'What happened.' })
  event: string;

  @Field(() => Advisory, { description: 'The advisory, as the subscriber may see it at this moment.' })
  advisory: Advisory;
}

@Resolver()
export class LiveResolver {
  constructor(private readonly live: LiveAdvisories) {}

  @Subscription(() => AdvisoryPublished, {
    description: 'Tells of advisories that are published, updated or withdrawn. Who may see what is asked again for every event.',
    resolve: ({ type, card }: LiveEvent): AdvisoryPublished => ({ event: type, advisory: fromCard(card) }),
  })
  advisoryPublished(
    @Context() context: ApiContext,
    @Args('criteria', { type: () => CriteriaInput, nullable: true, description: 'What to be told of; everything where none are given.' })
    criteria?: CriteriaInput | null,
  ): AsyncIterableIterator<LiveEvent> {
    return this.live.subscribe(() => context.actor, criteria ? parseCriteria(given(criteria)) : EVERYTHING);
  }
}
