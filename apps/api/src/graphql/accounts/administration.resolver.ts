import {
  AccountQueries,
  ChangeRoles,
  ReconsiderApplication,
  ReinstateOrganisation,
  ReinstatePerson,
  SuspendOrganisation,
  SuspendPerson,
  VetOrganisation,
} from '#libs/accounts';
import type { Actor } from '#libs/access';
import { notFound } from '#libs/core';
import { Context, Mutation, Resolver } from '@nestjs/graphql';
import type { ApiContext } from '../api-context.js';
import { given } from '../vocabulary/given.js';
import { Input } from '../vocabulary/input.js';
import { idOf } from '../global-id.js';
import {
  ChangeRolesInput,
  ReconsiderApplicationInput,
  ReinstateOrganisationInput,
  ReinstatePersonInput,
  SuspendOrganisationInput,
  SuspendPersonInput,
  VetOrganisationInput,
} from './membership.inputs.js';
import { OrganisationPayload, PersonPayload } from './membership.payloads.js';
import { toOrganisation, toPerson } from './to-account.js';

/** What the administrators of the platform decide about organisations. */
@Resolver()
export class OrganisationAdministrationResolver {
  constructor(
    private readonly queries: AccountQueries,
    private readonly vet: VetOrganisation,
    private readonly suspend: SuspendOrganisation,
    private readonly reinstate: ReinstateOrganisation,
    private readonly reconsider: ReconsiderApplication,
  ) {}

  @Mutation(() => OrganisationPayload, {
    description:
      'Decides about an application. Approving takes a proven domain; its applicant is invited as its administrator. Refusing takes a reason, which the applicant is told by mail.',
  })
  async vetOrganisation(@Input() input: VetOrganisationInput, @Context() { actor }: ApiContext): Promise<OrganisationPayload> {
    const organisationId = idOf('Organisation', input.id);
    const { isApproved, reason } = given(input);
    await this.vet.execute(actor, {
      organisationId,
      decision: isApproved ? 'approve' : 'refuse',
      ...(reason === undefined ? {} : { reason }),
    });
    return this.after(actor, organisationId);
  }

  @Mutation(() => OrganisationPayload, {
    description: 'Takes the access of an organisation away: its people hold no keys, and their sessions end at once.',
  })
  async suspendOrganisation(@Input() input: SuspendOrganisationInput, @Context() { actor }: ApiContext): Promise<OrganisationPayload> {
    const organisationId = idOf('Organisation', input.id);
    await this.suspend.execute(actor, { organisationId });
    return this.after(actor, organisationId);
  }

  @Mutation(() => OrganisationPayload, { description: 'Gives a suspended organisation its access again.' })
  async reinstateOrganisation(@Input() input: ReinstateOrganisationInput, @Context() { actor }: ApiContext): Promise<OrganisationPayload> {
    const organisationId = idOf('Organisation', input.id);
    await this.reinstate.execute(actor, { organisationId });
    return this.after(actor, organisationId);
  }

  @Mutation(() => OrganisationPayload, {
    description:
      'Takes a refused application up again. It waits as before: what was not proven is still to be proven, and the applicant is sent a new link.',
  })
  async reconsiderApplication(@Input() input: ReconsiderApplicationInput, @Context() { actor }: ApiContext): Promise<OrganisationPayload> {
    const organisationId = idOf('Organisation', input.id);
    await this.reconsider.execute(actor, { organisationId });
    return this.after(actor, organisationId);
  }

  private async after(actor: Actor, id: string): Promise<OrganisationPayload> {
    const organisation = (await this.queries.organisationsByIds(actor, [id])).get(id.toLowerCase());
    if (!organisation) throw notFound();
    return { organisation: toOrganisation(organisation) };
  }
}

/** What administrators decide about people. */
@Resolver()
export class PeopleAdministrationResolver {
  constructor(
    private readonly queries: AccountQueries,
    private readonly roles: ChangeRoles,
    private readonly suspend: SuspendPerson,
    private readonly reinstate: ReinstatePerson,
  ) {}

  @Mutation(() => PersonPayload, { description: 'Sets the roles of a person.' })
  async changeRoles(@Input() input: ChangeRolesInput, @Context() { actor }: ApiContext): Promise<PersonPayload> {
    const personId = idOf('Person', input.id);
    await this.roles.execute(actor, { personId, roles: input.roles });
    return this.after(actor, personId);
  }

  @Mutation(() => PersonPayload, { description: 'Takes the access of a person away at once: keys, sessions and tokens.' })
  async suspendPerson(@Input() input: SuspendPersonInput, @Context() { actor }: ApiContext): Promise<PersonPayload> {
    const personId = idOf('Person', input.id);
    await this.suspend.execute(actor, { personId });
    return this.after(actor, personId);
  }

  @Mutation(() => PersonPayload, { description: 'Gives a suspended person access again; sessions and tokens are made anew.' })
  async reinstatePerson(@Input() input: ReinstatePersonInput, @Context() { actor }: ApiContext): Promise<PersonPayload> {
    const personId = idOf('Person', input.id);
    await this.reinstate.execute(actor, { personId });
    return this.after(actor, personId);
  }

  private async after(actor: Actor, id: string): Promise<PersonPayload> {
    const person = (await this.queries.peopleByIds(actor, [id])).get(id.toLowerCase());
    if (!person) throw notFound();
    return { person: toPerson(person) };
  }
}
