import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { Injectable } from '@nestjs/common';
import { OperationMetrics } from '../operations/operation-metrics.js';
import type { ApiContext } from './api-context.js';
import { costOfVariables } from './cost-of-variables.js';
import { endRequestReads } from './end-request-reads.js';
import { PublicAnswers } from './public-answers.js';
import { subscriptionsNeedASocket } from './subscriptions-need-a-socket.js';

/** What looks at each operation on its way, in this order. */
@Injectable()
export class GraphqlPlugins {
  readonly all: ApolloServerPlugin<ApiContext>[];

  constructor(metrics: OperationMetrics, answers: PublicAnswers) {
    this.all = [
      // Nothing here is cached by Apollo, whose cache hints would be asked for at every field.
      ApolloServerPluginCacheControlDisabled(),
      subscriptionsNeedASocket,
      costOfVariables,
      endRequestReads,
      answers.plugin(),
      metrics.plugin(),
    ];
  }
}
