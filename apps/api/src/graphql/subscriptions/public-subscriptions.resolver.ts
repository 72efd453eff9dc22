import { ConfirmPublicSubscription, PreviewCriteria, ReadMailedSubscriptions, SubscribePublicly, Unsubscribe } from '#libs/subscriptions';
import type { PublicRequest } from '#libs/subscriptions';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { DonePayload, RequestedPayload } from '../accounts/credentials.payloads.js';
import { Advisory } from '../advisories/advisory.types.js';
import { fromCard } from '../advisories/to-advisory.js';
import { clientOf } from '../api-context.js';
import type { ApiContext } from '../api-context.js';
import { given } from '../vocabulary/given.js';
import { Input } from '../vocabulary/input.js';
import { CriteriaInput } from './criteria.inputs.js';
import { ConfirmPublicSubscriptionInput, SubscribePubliclyInput, UnsubscribeInput } from './subscription.inputs.js';
import { CriteriaPreview, MailedSubscriptions, PreviewedAdvisory } from './subscription.types.js';

/** What everybody may do. */
@Resolver()
export class PublicSubscriptionsResolver {
  constructor(
    private readonly preview: PreviewCriteria,
    private readonly subscribe: SubscribePublicly,
    private readonly confirm: ConfirmPublicSubscription,
    private readonly end: Unsubscribe,
    private readonly mailed: ReadMailedSubscriptions,
  ) {}

  @Query(() => CriteriaPreview, { description: 'What criteria would have matched in the last 90 days, before they are saved.' })
  async previewCriteria(
    @Args('criteria', { type: () => CriteriaInput, description: 'The criteria.' }) criteria: CriteriaInput,
    @Context() { actor }: ApiContext,
  ): Promise<CriteriaPreview> {
    const { newest, ...counted } = await this.preview.execute(actor, { criteria: given(criteria) });
    return { ...counted, newest: newest.map(({ reasons, ...advisory }) => ({ ...advisory, reasons: [...reasons] })) };
  }

  @Mutation(() => RequestedPayload, {
    description:
      'Asks for a subscription by email without an account; a link is sent. The answer is the same whether or not the address is known.',
  })
  async subscribePublicly(@Input() input: SubscribePubliclyInput, @Context() context: ApiContext): Promise<RequestedPayload> {
    const { criteria, ...rest } = given(input);
    // libs/subscriptions checks it.
    const wanted = { ...rest, ...(criteria ? { criteria: given(criteria) } : {}) } as PublicRequest;
    await this.subscribe.execute(wanted, { address: clientOf(context).address });
    return { requested: true };
  }

  @Mutation(() => DonePayload, { description: 'Follows the link: the subscription alerts from here on.' })
  async confirmPublicSubscription(@Input() input: ConfirmPublicSubscriptionInput): Promise<DonePayload> {
    await this.confirm.execute({ token: input.token });
    return { done: true };
  }

  @Query(() => MailedSubscriptions, { description: 'What the token of a mail would end; whoever has the mail may ask.' })
  async mailedSubscriptions(
    @Args('token', { type: () => String, description: 'The token of the mail.' }) token: string,
  ): Promise<MailedSubscriptions> {
    const subscriptions = await this.mailed.execute({ token });
    return {
      isPublic: subscriptions.some(({ personId, organisationId }) => personId === undefined && organisationId === undefined),
      subscriptions: subscriptions.map(({ name, criteria }) => ({ name, criteria })),
    };
  }

  @Mutation(() => DonePayload, {
    description: 'Ends every subscription that brought a mail to its address. Once or twice, the answer is the same.',
  })
  async unsubscribe(@Input() input: UnsubscribeInput, @Context() { actor }: ApiContext): Promise<DonePayload> {
    await this.end.execute(actor, { token: input.token });
    return { done: true };
  }
}

@Resolver(() => PreviewedAdvisory)
export class PreviewedAdvisoryResolver {
  @ResolveField(() => Advisory, { nullable: true, description: 'The advisory.' })
  async advisory(@Parent() { advisoryId }: PreviewedAdvisory, @Context() { loaders }: ApiContext): Promise<Advisory | null> {
    const card = await loaders.advisoryCards.load(advisoryId);
    return card ? fromCard(card) : null;
  }
}
