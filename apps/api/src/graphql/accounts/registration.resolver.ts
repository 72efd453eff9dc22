import {
  AcceptInvitation,
  ApplyForMembership,
  ConfirmRegistration,
  InvitePerson,
  LookAtApplication,
  ProveDomain,
  RegisterReader,
} from '#libs/accounts';
import type { OrganisationNames } from '#libs/accounts';
import { DomainError, invalid } from '#libs/core';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { clientOf } from '../api-context.js';
import type { ApiContext } from '../api-context.js';
import { given } from '../vocabulary/given.js';
import { Input } from '../vocabulary/input.js';
import { AcceptInvitationInput, ConfirmRegistrationInput, RegisterReaderInput } from './credentials.inputs.js';
import { DonePayload, RequestedPayload } from './credentials.payloads.js';
import { ApplyForMembershipInput, InvitePersonInput, ProveDomainInput } from './membership.inputs.js';
import { ApplicationStanding, DomainProofAsked, ProveDomainPayload } from './membership.payloads.js';

/** The ways to an account. No answer tells whether an address has one. */
@Resolver()
export class RegistrationResolver {
  constructor(
    private readonly register: RegisterReader,
    private readonly confirm: ConfirmRegistration,
    private readonly invite: InvitePerson,
    private readonly accept: AcceptInvitation,
  ) {}

  @Mutation(() => RequestedPayload, { description: 'A member of the public asks for an account; a link is sent.' })
  async registerReader(@Input() input: RegisterReaderInput, @Context() context: ApiContext): Promise<RequestedPayload> {
    await this.register.execute(context.actor, { ...given(input), ...clientOf(context) });
    return { requested: true };
  }

  @Mutation(() => DonePayload, { description: 'Follows the link of a registration: the account exists from here on.' })
  async confirmRegistration(@Input() input: ConfirmRegistrationInput, @Context() { actor }: ApiContext): Promise<DonePayload> {
    await this.confirm.execute(actor, { ...input });
    return { done: true };
  }

  @Mutation(() => RequestedPayload, { description: "Invites a person into one's own organisation; a link is sent." })
  async invitePerson(@Input() input: InvitePersonInput, @Context() { actor }: ApiContext): Promise<RequestedPayload> {
    await this.invite.execute(actor, given(input));
    return { requested: true };
  }

  @Mutation(() => DonePayload, { description: 'Follows the link of an invitation.' })
  async acceptInvitation(@Input() input: AcceptInvitationInput, @Context() { actor }: ApiContext): Promise<DonePayload> {
    await this.accept.execute(actor, given(input));
    return { done: true };
  }
}

/** The way of an organisation to its membership. */
@Resolver()
export class MembershipResolver {
  constructor(
    private readonly apply: ApplyForMembership,
    private readonly prove: ProveDomain,
    private readonly look: LookAtApplication,
  ) {}

  @Query(() => ApplicationStanding, {
    nullable: true,
    description: 'Where an application stands, for whoever holds the token of its link; null for a link that is not (or no longer) good.',
  })
  async applicationStanding(
    @Args('token', { type: () => String, description: 'The token of the link of the application.' }) token: string,
  ): Promise<ApplicationStanding | null> {
    const found = await orNull(this.look.standing(token));
    if (found === null) return null;
    const { status, refusal, domains } = found;
    return { organisation: namesOf(found), status, refusalReason: refusal?.reason, refusedAt: refusal?.refusedAt, domains: [...domains] };
  }

  @Query(() => DomainProofAsked, {
    nullable: true,
    description:
      'What the link of a mail would prove, for whoever holds its token; looking proves nothing. Null for a link that is not (or no longer) good.',
  })
  async domainProofAsked(
    @Args('token', { type: () => String, description: 'The token of the mail to the role address.' }) token: string,
  ): Promise<DomainProofAsked | null> {
    const found = await orNull(this.look.proof(token));
    return found === null ? null : { ...found, organisation: namesOf(found) };
  }

  @Mutation(() => RequestedPayload, { description: 'An organisation applies; its applicant is sent a link by which its domain is proven.' })
  async applyForMembership(@Input() input: ApplyForMembershipInput, @Context() context: ApiContext): Promise<RequestedPayload> {
    await this.apply.execute(context.actor, {
      organisation: given(input.organisation),
      applicant: given(input.applicant),
      ...(input.reason ? { reason: input.reason } : {}),
      ...clientOf(context),
    });
    return { requested: true };
  }

  @Mutation(() => ProveDomainPayload, {
    description:
      "Begins the proof that a domain is the organisation's own (with `method`), or finishes it (with the `token` of the mail, or with the domain alone, which asks DNS now).",
  })
  async proveDomain(@Input() input: ProveDomainInput, @Context() { actor }: ApiContext): Promise<ProveDomainPayload> {
    const { method, token, domain, email, applicationToken } = given(input);
    const application = applicationToken === undefined ? {} : { applicationToken };
    if (method !== undefined) {
      const { record } = await this.prove.request(actor, { method, domain, ...(email === undefined ? {} : { email }), ...application });
      return { isProven: false, record: record ?? null };
    }
    if ((token === undefined) === (domain === undefined)) {
      throw invalid([
        {
          path: 'method',
          expected: 'a method to begin with, or the token of the mail, or the domain to look at',
          received: 'none of them',
        },
      ]);
    }
    return this.prove.check(actor, token === undefined ? { domain, ...application } : { token });
  }
}

function namesOf({ name, nameZhHant, nameZhHans }: OrganisationNames) {
  return { en: name, zhHant: nameZhHant, zhHans: nameZhHans };
}

/** What is not there is null; every other refusal stays one. */
async function orNull<Found>(looking: Promise<Found>): Promise<Found | null> {
  try {
    return await looking;
  } catch (error) {
    if (error instanceof DomainError && error.kind === 'not_found') return null;
    throw error;
  }
}
