import { AccountQueriesResolver, GroupResolver, OrganisationResolver, PersonResolver } from './accounts/account-queries.resolver.js';
import { OrganisationAdministrationResolver, PeopleAdministrationResolver } from './accounts/administration.resolver.js';
import { CredentialsResolver, PasswordResetResolver } from './accounts/credentials.resolver.js';
import { GroupsResolver } from './accounts/groups.resolver.js';
import { MembershipResolver, RegistrationResolver } from './accounts/registration.resolver.js';
import { RevocationResolver, SessionResolver } from './accounts/session.resolver.js';
import { TokensResolver } from './accounts/tokens.resolver.js';
import { ViewerResolver } from './accounts/viewer.resolver.js';
import { AdvisoryDraftsResolver, AdvisoryRevisionsResolver } from './advisories/advisory-drafts.resolver.js';
import {
  AdvisorySourceResolver,
  AdvisoryTextResolver,
  CommentResolver,
  RevisionResolver,
  TextInWorkResolver,
} from './advisories/advisory-parts.resolver.js';
import { AdvisoryQueriesResolver, SearchConnectionResolver } from './advisories/advisory-queries.resolver.js';
import { AdvisoryReviewResolver } from './advisories/advisory-review.resolver.js';
import { AdvisoryResolver } from './advisories/advisory.resolver.js';
import { CataloguesResolver, ImportsResolver } from './advisories/imports.resolver.js';
import { AuditResolver } from './audit/audit.resolver.js';
import { DeliveriesResolver } from './deliveries/deliveries.resolver.js';
import { AdvisoryDeliveriesResolver, DeliveryResolver } from './deliveries/delivery.resolver.js';
import { EndpointsResolver } from './endpoints/endpoints.resolver.js';
import { EndpointListResolver, NewEndpointsResolver } from './endpoints/new-endpoints.resolver.js';
import { LiveResolver } from './live/live.resolver.js';
import { NodeResolver } from './node/node.resolver.js';
import { PreviewedAdvisoryResolver, PublicSubscriptionsResolver } from './subscriptions/public-subscriptions.resolver.js';
import { SubscriptionChangesResolver, SubscriptionsResolver } from './subscriptions/subscriptions.resolver.js';

/** Everything that the schema is made of. */
export const RESOLVERS = [
  AccountQueriesResolver,
  AdvisoryDeliveriesResolver,
  AdvisoryDraftsResolver,
  AdvisoryQueriesResolver,
  AdvisoryResolver,
  AdvisoryReviewResolver,
  AdvisoryRevisionsResolver,
  AdvisorySourceResolver,
  AdvisoryTextResolver,
  AuditResolver,
  CataloguesResolver,
  CommentResolver,
  CredentialsResolver,
  DeliveriesResolver,
  DeliveryResolver,
  EndpointListResolver,
  EndpointsResolver,
  GroupResolver,
  GroupsResolver,
  ImportsResolver,
  LiveResolver,
  MembershipResolver,
  NewEndpointsResolver,
  NodeResolver,
  OrganisationAdministrationResolver,
  OrganisationResolver,
  PasswordResetResolver,
  PeopleAdministrationResolver,
  PersonResolver,
  PreviewedAdvisoryResolver,
  PublicSubscriptionsResolver,
  RegistrationResolver,
  RevisionResolver,
  RevocationResolver,
  SearchConnectionResolver,
  SessionResolver,
  SubscriptionChangesResolver,
  SubscriptionsResolver,
  TextInWorkResolver,
  TokensResolver,
  ViewerResolver,
] as const;
