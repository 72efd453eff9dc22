import { Field, ObjectType } from '@nestjs/graphql';
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
