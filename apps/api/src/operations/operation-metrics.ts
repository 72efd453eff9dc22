import type { ApolloServerPlugin } from '@apollo/server';
import { Injectable } from '@nestjs/common';
import type { GraphQLFormattedError } from 'graphql';
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';

/** What operators watch, for Prometheus. Labels are names of operations' kinds and codes: few, and never content. */
@Injectable()
export class OperationMetrics {
  readonly registry = new Registry();
  private readonly durations: Histogram<'kind'>;
  private readonly errors: Counter<'code'>;

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    this.durations = new Histogram({
      name: 'harbourlight_graphql_seconds',
      help: 'Time of GraphQL operations.',
      labelNames: ['kind'],
      buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3],
      registers: [this.registry],
    });
    this.errors = new Counter({
      name: 'harbourlight_graphql_errors_total',
      help: 'Refused and failed operations by code.',
      labelNames: ['code'],
      registers: [this.registry],
    });
  }

  plugin(): ApolloServerPlugin {
    const { durations, errors } = this;
    return {
      requestDidStart() {
        const started = performance.now();
        return Promise.resolve({
          willSendResponse({ operation, response }) {
            durations.observe({ kind: operation?.operation ?? 'none' }, (performance.now() - started) / 1000);
            const body = response.body.kind === 'single' ? response.body.singleResult : undefined;
            for (const error of body?.errors ?? []) errors.inc({ code: codeOf(error) });
            return Promise.resolve();
          },
        });
      },
    };
  }
}

function codeOf({ extensions }: GraphQLFormattedError): string {
  const code = extensions?.['code'];
  return typeof code === 'string' ? code : 'UNKNOWN';
}
