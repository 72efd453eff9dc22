import type { Language } from '#libs/advisories';
import type { Actor, Role, Scope } from '#libs/access';
import { Field, Int, ObjectType } from '@nestjs/graphql';
import { LanguageEnum, RoleEnum, ScopeEnum } from '../vocabulary/enums.js';

@ObjectType({ description: 'What the viewer may do, from the roles, the second factor and the scopes of the token.' })
export class ViewerCan {
  @Field(() => Boolean, { description: 'Draft an advisory.' })
  draftAdvisory: boolean;

  @Field(() => Boolean, { description: 'Import a document.' })
  importAdvisory: boolean;

  @Field(() => Boolean, { description: 'Publish what others wrote.' })
  publishAdvisory: boolean;

  @Field(() => Boolean, { description: 'Withdraw an advisory.' })
  withdrawAdvisory: boolean;

  @Field(() => Boolean, { description: 'Refresh the catalogues of exploited vulnerabilities.' })
  refreshCatalogue: boolean;

  @Field(() => Boolean, { description: 'Keep the providers from which the platform imports by itself.' })
  manageSources: boolean;

  @Field(() => Boolean, { description: "Keep subscriptions of one's own." })
  manageSubscriptions: boolean;

  @Field(() => Boolean, { description: 'Keep subscriptions and endpoints of the organisation.' })
  manageShared: boolean;

  @Field(() => Boolean, { description: 'Allow a webhook of the organisation to receive TLP:AMBER.' })
  allowAmber: boolean;

  @Field(() => Boolean, { description: 'See how many alerts are still to be sent.' })
  seePendingDeliveries: boolean;

  @Field(() => Boolean, { description: 'Make and revoke API tokens.' })
  manageTokens: boolean;

  @Field(() => Boolean, { description: 'Invite people into the own organisation.' })
  invitePerson: boolean;

  @Field(() => Boolean, { description: 'Change roles of people of the own organisation.' })
  changeRoles: boolean;

  @Field(() => Boolean, { description: 'Suspend and reinstate people.' })
  suspendPerson: boolean;

  @Field(() => Boolean, { description: 'Keep closed groups.' })
  manageGroups: boolean;

  @Field(() => Boolean, { description: 'Vet organisations that have applied.' })
  vetOrganisation: boolean;

  @Field(() => Boolean, { description: 'Suspend and reinstate organisations.' })
  suspendOrganisation: boolean;

  @Field(() => Boolean, { description: 'Read the audit log, whole or of the own organisation.' })
  readAudit: boolean;
}

@ObjectType({ description: 'Who asks. A visitor without an account is a viewer too.' })
export class Viewer {
  @Field(() => Boolean, { description: 'Whether somebody is signed in, or a token was given.' })
  isSignedIn: boolean;

  @Field(() => String, { nullable: true, description: 'The name.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'The email address.' })
  email?: string | null;

  @Field(() => LanguageEnum, { nullable: true, description: 'The language of mails.' })
  language?: Language | null;

  @Field(() => [RoleEnum], { description: 'The roles.' })
  roles: readonly Role[];

  @Field(() => Int, {
    description: '0 nobody signed in, 1 a password, 2 a second factor passed. What is marked AMBER and RED is seen with 2 alone.',
  })
  assurance: number;

  @Field(() => [ScopeEnum], {
    nullable: true,
    description: 'What the token may be used for; none for a session, which may do all that its person may.',
  })
  scopes?: readonly Scope[] | null;

  /** Its own: after signing in, the request that did so still belongs to a visitor. */
  actor: Actor;
}
