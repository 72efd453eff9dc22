import { AccountQueriesResolver, GroupResolver, OrganisationResolver, PersonResolver } from './accounts/account-queries.resolver.js';
import { OrganisationAdministrationResolver, PeopleAdministrationResolver } from './accounts/administration.resolver.js';
import { CredentialsResolver, PasswordResetResolver } from './accounts/credentials.resolver.js';
import { FeedAddressesResolver } from './accounts/feed-addresses.resolver.js';
import { GroupsResolver } from './accounts/groups.resolver.js';
import { ProfileResolver } from './accounts/profile.resolver.js';
import { MembershipResolver, RegistrationResolver } from './accounts/registration.resolver.js';
import { RevocationResolver, SessionResolver } from './accounts/session.resolver.js';
import { TokensResolver } from './accounts/tokens.resolver.js';
import { ViewerResolver } from './accounts/viewer.resolver.js';
import { AdvisoryDraftsResolver, AdvisoryRevisionsResolver } from './advisories/advisory-drafts.resolver.js';
import {
  AdvisorySourceResolver,
  AdvisoryTextResolver,
  RemediationResolver,
  CommentResolver,
  RevisionResolver,
  TextInWorkResolver,
} from './advisories/advisory-parts.resolver.js';
import { AdvisoryQueriesResolver, SearchConnectionResolver } from './advisories/advisory-queries.resolver.js';
import { AdvisoryReviewResolver } from './advisories/advisory-review.resolver.js';
import { AdvisoryResolver } from './advisories/advisory.resolver.js';
import { CataloguesResolver, ImportsResolver } from './advisories/imports.resolver.js';
import { RenditionsResolver } from './advisories/renditions.resolver.js';
import { AuditResolver } from './audit/audit.resolver.js';
import { DeliveriesResolver } from './deliveries/deliveries.resolver.js';
import { AdvisoryDeliveriesResolver, DeliveryResolver, EndpointDeliveriesResolver } from './deliveries/delivery.resolver.js';
import { UnsentAlertsResolver } from './deliveries/unsent-alerts.resolver.js';
import { EndpointsResolver } from './endpoints/endpoints.resolver.js';
import { EndpointListResolver, NewEndpointsResolver } from './endpoints/new-endpoints.resolver.js';
import { GuidanceArticleResolver, GuidanceRevisionResolver } from './guidance/guidance-article.resolver.js';
import { GuidanceQueriesResolver } from './guidance/guidance-queries.resolver.js';
import { GuidanceFeedbackResolver, GuidanceReviewResolver } from './guidance/guidance-review.resolver.js';
import { GuidanceRevisionsResolver, GuidanceWritingResolver } from './guidance/guidance-writing.resolver.js';
import { HealthCheckResolver } from './health-check/health-check.resolver.js';
import {
  IncidentNoteResolver,
  IncidentReportingResolver,
  IncidentReportResolver,
  IncidentsResolver,
} from './incidents/incidents.resolver.js';
import { DeskResolver } from './live/desk.resolver.js';
import { LiveResolver } from './live/live.resolver.js';
import { NodeResolver } from './node/node.resolver.js';
import { PolicyResolver, SavedFiltersResolver, TasksResolver } from './pages/desk.resolver.js';
import { AcknowledgementPersonResolver, AcknowledgementResolver, BlockersResolver, EditorResolver } from './pages/editor.resolver.js';
import { StatisticsResolver } from './pages/statistics.resolver.js';
import { LocalisedTextResolver } from './vocabulary/localised-text.resolver.js';
import { SourcesResolver } from './sources/sources.resolver.js';
import { AudienceNamesResolver, ReadersToComeResolver } from './pages/readers-to-come.resolver.js';
import { PreviewedAdvisoryResolver, PublicSubscriptionsResolver } from './subscriptions/public-subscriptions.resolver.js';
import { SubscriptionChangesResolver, SubscriptionsResolver } from './subscriptions/subscriptions.resolver.js';

/** Everything that the schema is made of. */
export const RESOLVERS = [
  AccountQueriesResolver,
  AdvisoryDeliveriesResolver,
  AcknowledgementPersonResolver,
  AcknowledgementResolver,
  AdvisoryDraftsResolver,
  AdvisoryQueriesResolver,
  AdvisoryResolver,
  AdvisoryReviewResolver,
  AdvisoryRevisionsResolver,
  AdvisorySourceResolver,
  RenditionsResolver,
  AdvisoryTextResolver,
  RemediationResolver,
  AuditResolver,
  BlockersResolver,
  CataloguesResolver,
  CommentResolver,
  CredentialsResolver,
  DeliveriesResolver,
  UnsentAlertsResolver,
  DeliveryResolver,
  EndpointDeliveriesResolver,
  EditorResolver,
  EndpointListResolver,
  EndpointsResolver,
  GroupResolver,
  FeedAddressesResolver,
  GroupsResolver,
  GuidanceArticleResolver,
  GuidanceFeedbackResolver,
  GuidanceQueriesResolver,
  GuidanceReviewResolver,
  GuidanceRevisionResolver,
  GuidanceRevisionsResolver,
  GuidanceWritingResolver,
  HealthCheckResolver,
  ImportsResolver,
  IncidentNoteResolver,
  IncidentReportResolver,
  IncidentReportingResolver,
  IncidentsResolver,
  DeskResolver,
  LiveResolver,
  LocalisedTextResolver,
  MembershipResolver,
  NewEndpointsResolver,
  NodeResolver,
  OrganisationAdministrationResolver,
  OrganisationResolver,
  PasswordResetResolver,
  ProfileResolver,
  PeopleAdministrationResolver,
  PersonResolver,
  PolicyResolver,
  PreviewedAdvisoryResolver,
  PublicSubscriptionsResolver,
  AudienceNamesResolver,
  ReadersToComeResolver,
  RegistrationResolver,
  RevisionResolver,
  RevocationResolver,
  SavedFiltersResolver,
  SearchConnectionResolver,
  SessionResolver,
  StatisticsResolver,
  SourcesResolver,
  SubscriptionChangesResolver,
  SubscriptionsResolver,
  TasksResolver,
  TextInWorkResolver,
  TokensResolver,
  ViewerResolver,
] as const;
