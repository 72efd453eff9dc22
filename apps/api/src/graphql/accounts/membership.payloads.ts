import { Field, ObjectType } from '@nestjs/graphql';
import { LocalisedTextType } from '../vocabulary/localised-text.js';
import { OrganisationStatusEnum } from '../vocabulary/enums.js';
import type { OrganisationStatus } from '#libs/accounts';
import { DateTime } from '../scalars.js';
import { Group, Organisation, Person } from './account.types.js';

@ObjectType({ description: 'A TXT record to be set.' })
export class DomainRecord {
  @Field(() => String, { description: 'Its name.' })
  name: string;

  @Field(() => String, { description: 'Its value.' })
  value: string;
}

@ObjectType({ description: 'Where the proof of a domain stands.' })
export class ProveDomainPayload {
  @Field(() => Boolean, { description: 'Whether the domain is proven now.' })
  isProven: boolean;

  @Field(() => DomainRecord, { nullable: true, description: 'The record to set, where DNS was chosen.' })
  record?: DomainRecord | null;
}

@ObjectType({ description: 'A domain of an application.' })
export class StandingDomain {
  @Field(() => String, { description: 'The domain.' })
  domain: string;

  @Field(() => DateTime, { nullable: true, description: 'When it was proven; none until then.' })
  verifiedAt?: string | null;

  @Field(() => DomainRecord, {
    nullable: true,
    description: 'The TXT record that proves it: the same however often it is asked for; none once it is proven.',
  })
  record?: DomainRecord | null;
}

@ObjectType({ description: 'Where an application stands, for whoever holds its link.' })
export class ApplicationStanding {
  @Field(() => LocalisedTextType, { description: 'The name of the organisation.' })
  organisation: LocalisedTextType;

  @Field(() => OrganisationStatusEnum, { description: 'Where it stands.' })
  status: OrganisationStatus;

  @Field(() => String, { nullable: true, description: 'Why it was refused; only while it is.' })
  refusalReason?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was refused; only while it is.' })
  refusedAt?: string | null;

  @Field(() => [StandingDomain], { description: 'The domains that it has named, in the order in which proofs were asked for.' })
  domains: StandingDomain[];
}

@ObjectType({ description: 'What pressing the button of a link would prove, and who asks for it.' })
export class DomainProofAsked {
  @Field(() => String, { description: 'The domain.' })
  domain: string;

  @Field(() => LocalisedTextType, { description: 'The name of the organisation whose domain it would be.' })
  organisation: LocalisedTextType;

  @Field(() => String, { description: 'The name of who asks for it.' })
  askedBy: string;

  @Field(() => String, { description: 'Their email address.' })
  askedByEmail: string;

  @Field(() => DateTime, { description: 'Until when the link works.' })
  expiresAt: string;
}

@ObjectType({ description: 'An organisation after a decision about it.' })
export class OrganisationPayload {
  @Field(() => Organisation, { description: 'As it is now.' })
  organisation: Organisation;
}

@ObjectType({ description: 'A person after a change.' })
export class PersonPayload {
  @Field(() => Person, { description: 'As it is now.' })
  person: Person;
}

@ObjectType({ description: 'A closed group after a change.' })
export class GroupPayload {
  @Field(() => Group, { nullable: true, description: 'As it is now; none for whoever has just left it.' })
  group?: Group | null;
}
