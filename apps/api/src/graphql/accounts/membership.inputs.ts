import { Field, ID, InputType } from '@nestjs/graphql';
import { DomainProofEnum, LanguageEnum, RoleEnum, SectorEnum, TierEnum } from '../vocabulary/enums.js';

@InputType({ description: 'An organisation that wants to become a member.' })
export class ApplyingOrganisationInput {
  @Field(() => String, { description: 'Its name in English.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'Its name in Traditional Chinese.' })
  nameZhHant?: string | null;

  @Field(() => String, { nullable: true, description: 'Its name in Simplified Chinese.' })
  nameZhHans?: string | null;

  @Field(() => TierEnum, { description: 'Government or industry.' })
  tier: string;

  @Field(() => [SectorEnum], { description: 'Its sectors, at least one.' })
  sectors: string[];
}

@InputType({ description: 'Who applies for it, and will be its administrator.' })
export class ApplicantInput {
  @Field(() => String, { description: 'The email address.' })
  email: string;

  @Field(() => String, { description: 'The name.' })
  name: string;

  @Field(() => LanguageEnum, { nullable: true, description: 'The language of mails; English where none is given.' })
  language?: string | null;
}

@InputType({ description: 'An application for membership.' })
export class ApplyForMembershipInput {
  @Field(() => ApplyingOrganisationInput, { description: 'The organisation.' })
  organisation: ApplyingOrganisationInput;

  @Field(() => ApplicantInput, { description: 'Who applies for it.' })
  applicant: ApplicantInput;

  @Field(() => String, { nullable: true, description: 'Why it wants to become a member, for those who decide; at most 2000 characters.' })
  reason?: string | null;
}

@InputType({ description: 'The proof of a domain: its beginning or its end.' })
export class ProveDomainInput {
  @Field(() => DomainProofEnum, { nullable: true, description: 'How to prove it; begins the proof.' })
  method?: string | null;

  @Field(() => String, { nullable: true, description: 'The domain.' })
  domain?: string | null;

  @Field(() => String, { nullable: true, description: 'The role address of the domain that the mail is sent to.' })
  email?: string | null;

  @Field(() => String, { nullable: true, description: 'The token of the mail to the role address; finishes the proof.' })
  token?: string | null;

  @Field(() => String, { nullable: true, description: 'The token of the application, for an organisation that is no member yet.' })
  applicationToken?: string | null;
}

@InputType({ description: 'A person who is invited.' })
export class InvitePersonInput {
  @Field(() => String, { description: 'The email address.' })
  email: string;

  @Field(() => String, { description: 'The name.' })
  name: string;

  @Field(() => LanguageEnum, { nullable: true, description: 'The language of mails; English where none is given.' })
  language?: string | null;

  @Field(() => [RoleEnum], { nullable: true, description: 'The roles within the organisation; MEMBER where none are given.' })
  roles?: string[] | null;
}

@InputType({ description: 'The decision of the CERT about an application.' })
export class VetOrganisationInput {
  @Field(() => ID, { description: 'The id of the organisation.' })
  id: string;

  @Field(() => Boolean, { description: 'Whether it is approved; else it is refused.' })
  isApproved: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'Why it is refused, which the applicant is told by mail; needed for a refusal, none for an approval. At most 2000 characters.',
  })
  reason?: string | null;
}

@InputType({ description: 'A refused application that is taken up again.' })
export class ReconsiderApplicationInput {
  @Field(() => ID, { description: 'The id of the organisation.' })
  id: string;
}

@InputType({ description: 'An organisation that loses its access.' })
export class SuspendOrganisationInput {
  @Field(() => ID, { description: 'The id of the organisation.' })
  id: string;
}

@InputType({ description: 'An organisation that gets its access again.' })
export class ReinstateOrganisationInput {
  @Field(() => ID, { description: 'The id of the organisation.' })
  id: string;
}

@InputType({ description: 'The roles of a person.' })
export class ChangeRolesInput {
  @Field(() => ID, { description: 'The id of the person.' })
  id: string;

  @Field(() => [RoleEnum], { description: 'All roles that the person is to have.' })
  roles: string[];
}

@InputType({ description: 'A person who loses access.' })
export class SuspendPersonInput {
  @Field(() => ID, { description: 'The id of the person.' })
  id: string;
}

@InputType({ description: 'A person who gets access again.' })
export class ReinstatePersonInput {
  @Field(() => ID, { description: 'The id of the person.' })
  id: string;
}

@InputType({ description: 'A closed group.' })
export class CreateGroupInput {
  @Field(() => String, { description: 'Its name.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'What it is for.' })
  description?: string | null;
}

@InputType({ isAbstract: true })
abstract class GroupMemberInput {
  @Field(() => ID, { description: 'The id of the group.' })
  groupId: string;

  @Field(() => ID, { nullable: true, description: 'The id of an organisation; exactly one of `organisationId` and `personId` is given.' })
  organisationId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The id of a person; exactly one of `organisationId` and `personId` is given.' })
  personId?: string | null;
}

@InputType({ description: 'A new member of a closed group.' })
export class AddGroupMemberInput extends GroupMemberInput {}

@InputType({ description: 'A member that leaves a closed group.' })
export class RemoveGroupMemberInput extends GroupMemberInput {}
