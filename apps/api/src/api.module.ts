import { AccountsModule } from '#libs/accounts';
import { AdvisoriesModule } from '#libs/advisories';
import { AuditModule } from '#libs/audit';
import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { Listener, PlatformModule } from '#libs/database';
import { DeliveriesModule } from '#libs/deliveries';
import { GuidanceModule } from '#libs/guidance';
import { IncidentsModule } from '#libs/incidents';
import { RenditionsModule } from '#libs/renditions';
import { SubscriptionsModule } from '#libs/subscriptions';
import { TaxiiModule, TaxiiRecorder } from '#libs/taxii';
import { ApolloDriver } from '@nestjs/apollo';
import type { ApolloDriverConfig } from '@nestjs/apollo';
import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import type { Logger } from 'pino';
import { FeedCache } from './feeds/feed-cache.js';
import { FEED_CONTROLLERS, FEED_PROVIDERS } from './feeds/feeds.js';
import { TAXII_PROVIDERS } from './feeds/taxii/index.js';
import { AdvisorySteps } from './graphql/advisories/advisory-steps.js';
import { GraphqlOptions } from './graphql/graphql-options.js';
import { GraphqlPlugins } from './graphql/graphql-plugins.js';
import { GuidanceAfter } from './graphql/guidance/guidance-writing.resolver.js';
import { DeskChanges } from './graphql/live/desk-changes.js';
import { EventStreamController } from './graphql/live/event-stream.controller.js';
import { LiveAdvisories } from './graphql/live/live-advisories.js';
import { LiveListener } from './graphql/live/live-listener.js';
import { LiveRendering } from './graphql/live/live-rendering.js';
import { LiveSockets } from './graphql/live/live-sockets.js';
import { OpenSockets } from './graphql/live/open-sockets.js';
import { SocketAdmission } from './graphql/live/socket-admission.js';
import { LoaderFactory, LoaderReads, PageReads } from './graphql/loaders.js';
import { ReadSettings } from './graphql/pages/read-settings.js';
import { PublicAnswers } from './graphql/public-answers.js';
import { TaskCounts } from './graphql/pages/task-counts.js';
import { RESOLVERS } from './graphql/resolvers.js';
import { DateTime } from './graphql/scalars.js';
import { AccountLinks } from './links/account-links.js';
import { FollowLink } from './links/follow-link.js';
import { LinksController } from './links/links.controller.js';
import { HealthController } from './operations/health.controller.js';
import { LOG } from './operations/log.js';
import { OperationMetrics } from './operations/operation-metrics.js';
import { RequestActor } from './sign-in/request-actor.js';

const LIBRARIES = [AccountsModule, AdvisoriesModule, AuditModule, DeliveriesModule, GuidanceModule, IncidentsModule, SubscriptionsModule];

/** What every request needs before a resolver runs. */
@Module({
  imports: LIBRARIES,
  providers: [
    FeedCache,
    GraphqlOptions,
    GraphqlPlugins,
    LoaderFactory,
    LoaderReads,
    OperationMetrics,
    PageReads,
    PublicAnswers,
    RequestActor,
  ],
  exports: [FeedCache, GraphqlOptions, LoaderFactory, OperationMetrics, PublicAnswers, RequestActor],
})
class RequestModule {}

@Module({
  imports: [
    ...LIBRARIES,
    RequestModule,
    GraphQLModule.forRootAsync<ApolloDriverConfig>({ driver: ApolloDriver, imports: [RequestModule], useExisting: GraphqlOptions }),
  ],
  controllers: [EventStreamController, HealthController, LinksController, ...FEED_CONTROLLERS],
  providers: [
    AccountLinks,
    AdvisorySteps,
    DeskChanges,
    DateTime,
    ...FEED_PROVIDERS,
    FollowLink,
    GuidanceAfter,
    { provide: Listener, useFactory: ({ databaseUrl }: Config) => new Listener(databaseUrl), inject: [CONFIG] },
    LiveAdvisories,
    LiveListener,
    LiveRendering,
    LiveSockets,
    OpenSockets,
    ReadSettings,
    SocketAdmission,
    TaskCounts,
    ...TAXII_PROVIDERS,
    ...RESOLVERS,
  ],
})
export class ApiModule {
  static forRoot(config: Config, log: Logger): DynamicModule {
    return {
      module: ApiModule,
      global: true,
      imports: [PlatformModule.forRoot(config, 'harbourlight-api'), RenditionsModule.forRoot([TaxiiRecorder]), TaxiiModule.forRoot()],
      providers: [{ provide: LOG, useValue: log }],
      exports: [LOG],
    };
  }
}
