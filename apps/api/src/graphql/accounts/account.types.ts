import type { OrganisationStatus } from '#libs/accounts';
import type { Language } from '#libs/advisories';
import type { Role, Scope, Sector, Tier } from '#libs/access';
import { Field, Int, ObjectType } from '@nestjs/graphql';
import {
  DomainProofEnum,
  LanguageEnum,
  OrganisationStatusEnum,
  PersonStatusEnum,
  RoleEnum,
  ScopeEnum,
  SectorEnum,
  TierEnum,
} from '../vocabulary/enums.js';
import { LocalisedTextType } from '../vocabulary/localised-text.js';
import { Node } from '../node/node.types.js';
import { DateTime } from '../scalars.js';

@ObjectType({ implements: () => [Node], description: 'A member organisation, or one that has applied.' })
export class Organisation extends Node {
  override readonly __typename = 'Organisation';

  @Field(() => String, { description: 'Its name in English.' })
  name: string;

  @Field(() => LocalisedTextType, { description: 'Its name in all languages that it has one in.' })
  names: LocalisedTextType;

  @Field(() => TierEnum, { description: 'Government or industry.' })
  tier: Tier;

  @Field(() => [SectorEnum], { description: 'Its sectors.' })
  sectors: readonly Sector[];

  @Field(() => OrganisationStatusEnum, { description: 'Where it stands.' })
  status: OrganisationStatus;

  @Field(() => Boolean, { description: 'Whether it is the CERT that runs this platform.' })
  isOperator: boolean;

  uuid: string;
}

@ObjectType({ description: 'A domain of an organisation.' })
export class Domain {
  @Field(() => String, { description: 'The domain.' })
  domain: string;

  @Field(() => DomainProofEnum, { description: 'How it is to be proven; once it is proven, how it really was.' })
  method: 'email' | 'dns_txt';

  @Field(() => DateTime, { nullable: true, description: 'When it was proven; none until then.' })
  verifiedAt?: string | null;

  @Field(() => String, { nullable: true, description: 'Of what was proven by mail: the role address whose reader pressed the button.' })
  provenAddress?: string | null;
}

@ObjectType({ description: 'An application for membership.' })
export class Application {
  @Field(() => String, { description: 'The name of the applicant.' })
  name: string;

  @Field(() => String, { description: 'Their email address.' })
  email: string;

  @Field(() => LanguageEnum, { description: 'The language that they read.' })
  language: Language;

  @Field(() => String, { nullable: true, description: 'Why the organisation wants to become a member, where they said so.' })
  reason?: string | null;

  @Field(() => DateTime, { description: 'When they applied.' })
  appliedAt: string;

  @Field(() => String, { nullable: true, description: 'Why it was last refused, as the applicant was told.' })
  refusalReason?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was last refused.' })
  refusedAt?: string | null;
}

@ObjectType({ implements: () => [Node], description: 'A person with an account.' })
export class Person extends Node {
  override readonly __typename = 'Person';

  @Field(() => String, { description: 'The name.' })
  name: string;

  @Field(() => String, { description: 'The email address, which is also the name to sign in with.' })
  email: string;

  @Field(() => LanguageEnum, { description: 'The language of mails.' })
  language: Language;

  @Field(() => PersonStatusEnum, { description: 'Whether the person may sign in.' })
  status: 'active' | 'suspended';

  @Field(() => [RoleEnum], { description: 'The roles.' })
  roles: readonly Role[];

  organisationId?: string | null;
  uuid: string;
}

@ObjectType({ implements: () => [Node], description: 'A closed group of organisations and persons.' })
export class Group extends Node {
  override readonly __typename = 'Group';

  @Field(() => String, { description: 'Its name.' })
  name: string;

  @Field(() => String, { description: 'What it is for.' })
  description: string;

  uuid: string;
  ownerOrganisationId: string;
}

@ObjectType({ implements: () => [Node], description: 'A token for programs. The token itself is shown once, when it is made.' })
export class ApiToken extends Node {
  override readonly __typename = 'ApiToken';

  @Field(() => String, { description: 'What its owner calls it.' })
  name: string;

  @Field(() => String, { description: 'Its first characters, to know it by.' })
  hint: string;

  @Field(() => [ScopeEnum], { description: 'What it may be used for.' })
  scopes: readonly Scope[];

  @Field(() => Int, { description: '2 if it was made in a session with a second factor, else 1.' })
  assurance: number;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt: string;

  @Field(() => DateTime, { description: 'When it ends by itself.' })
  expiresAt: string;

  @Field(() => DateTime, { nullable: true, description: 'When it was last used, to the minute.' })
  lastUsedAt?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was revoked.' })
  revokedAt?: string | null;
}

@ObjectType({ implements: () => [Node], description: 'A place where somebody is signed in.' })
export class Session extends Node {
  override readonly __typename = 'Session';

  @Field(() => Boolean, { description: 'Whether this request belongs to it.' })
  isCurrent: boolean;

  @Field(() => Int, { description: '1 after a password, 2 after a second factor.' })
  assurance: number;

  @Field(() => String, { description: 'What the browser called itself.' })
  userAgent: string;

  @Field(() => DateTime, { description: 'When it began.' })
  createdAt: string;

  @Field(() => DateTime, { description: 'When it was last used, to the minute.' })
  lastUsedAt: string;

  @Field(() => DateTime, { description: 'When it ends at the latest.' })
  expiresAt: string;
}

@ObjectType({ description: 'An invitation that has not been followed yet.' })
export class Invitation {
  @Field(() => String, { description: 'The address that it was sent to.' })
  email: string;

  @Field(() => String, { description: 'The name that was given with it.' })
  name: string;

  @Field(() => [RoleEnum], { description: 'The roles that it gives.' })
  roles: readonly Role[];

  @Field(() => DateTime, { description: 'When it ends.' })
  expiresAt: string;
}
