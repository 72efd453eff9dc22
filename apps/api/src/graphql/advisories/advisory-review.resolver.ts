import { CancelSchedule, PublishAdvisory, ReturnAdvisory, WithdrawAdvisory } from '#libs/advisories';
import { Context, Mutation, Resolver } from '@nestjs/graphql';
import type { ApiContext } from '../api-context.js';
import { toGlobalId } from '../global-id.js';
import { Input } from '../vocabulary/input.js';
import { fromLocalisedText } from '../vocabulary/localised-text.js';
import { CancelScheduleInput, PublishAdvisoryInput, ReturnAdvisoryInput, WithdrawAdvisoryInput } from './advisory.inputs.js';
import { AdvisoryPayload, WithdrawAdvisoryPayload } from './advisory.payloads.js';
import { AdvisorySteps } from './advisory-steps.js';
import { publishedSnapshot } from './published-snapshot.js';
import { fromDetail } from './to-advisory.js';

/** What reviewers do. */
@Resolver()
export class AdvisoryReviewResolver {
  constructor(
    private readonly steps: AdvisorySteps,
    private readonly publish: PublishAdvisory,
    private readonly giveBack: ReturnAdvisory,
    private readonly cancel: CancelSchedule,
    private readonly withdraw: WithdrawAdvisory,
  ) {}

  @Mutation(() => AdvisoryPayload, {
    description: 'Publishes what somebody else wrote, at once or at an instant, and sets the alerts in motion.',
  })
  async publishAdvisory(@Input() input: PublishAdvisoryInput, @Context() { actor }: ApiContext): Promise<AdvisoryPayload> {
    const before = await this.steps.target(actor, input);
    const { schedule, expectedSavedAt } = input;
    const result = await this.publish.execute(actor, {
      advisoryId: before.id,
      ...(before.inWork ? { expectedSavedAt: expectedSavedAt ?? before.inWork.savedAt } : {}),
      ...(schedule ? { schedule: { at: schedule.at, zone: schedule.zone } } : {}),
    });
    if (!('publishedAt' in result) || !before.inWork) return { advisory: await this.steps.after(actor, before, result.state) };
    return { advisory: fromDetail(publishedSnapshot(before, before.inWork, result)) };
  }

  @Mutation(() => AdvisoryPayload, { description: 'Returns a text to its author, with the reason.' })
  async returnAdvisory(@Input() input: ReturnAdvisoryInput, @Context() { actor }: ApiContext): Promise<AdvisoryPayload> {
    const before = await this.steps.target(actor, input);
    const { state } = await this.giveBack.execute(actor, { advisoryId: before.id, reason: input.reason });
    return { advisory: await this.steps.after(actor, before, state) };
  }

  @Mutation(() => AdvisoryPayload, { description: 'Takes a scheduled release back: the text is under review again.' })
  async cancelSchedule(@Input() input: CancelScheduleInput, @Context() { actor }: ApiContext): Promise<AdvisoryPayload> {
    const before = await this.steps.target(actor, input);
    const { state } = await this.cancel.execute(actor, { advisoryId: before.id });
    return { advisory: await this.steps.after(actor, before, state) };
  }

  @Mutation(() => WithdrawAdvisoryPayload, {
    description:
      'Takes an advisory back, for ever: its content gives way to a notice, and those who were alerted are told. Reviewers of the operating CERT may also take back what they do not read.',
  })
  async withdrawAdvisory(@Input() input: WithdrawAdvisoryInput, @Context() { actor }: ApiContext): Promise<WithdrawAdvisoryPayload> {
    const notice = fromLocalisedText(input.notice);
    const { advisoryId, trackingId, withdrawnAt } = await this.withdraw.execute(actor, { ...this.steps.named(input), notice });
    // Whoever does not read it is told its ids alone.
    const advisory = await this.steps.read(actor, advisoryId);
    return { id: toGlobalId('Advisory', advisoryId), trackingId, withdrawnAt, advisory: advisory ?? null };
  }
}
