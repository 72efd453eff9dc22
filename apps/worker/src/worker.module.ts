import { AdvisoriesModule } from '#libs/advisories';
import { AuditModule } from '#libs/audit';
import type { Config } from '#libs/config';
import { Listener, PlatformModule } from '#libs/database';
import { SendingModule } from '#libs/deliveries';
import { GuidanceModule } from '#libs/guidance';
import { IncidentMailsModule } from '#libs/incidents';
import { OutboxModule } from '#libs/outbox';
import { SubscriptionsModule } from '#libs/subscriptions';
import { Logger, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { WorkerMetrics } from './operations/worker-metrics.js';
import { WorkerServer } from './operations/worker-server.js';
import { EventWork } from './processors/event-work.js';
import { PROCESSOR_CLASSES } from './processors/index.js';
import { PROCESSORS } from './processors/processor.js';
import type { Processor } from './processors/processor.js';
import { codeOf, JobWorkers } from './queue/job-workers.js';
import { JobQueues, QUEUE_CONNECTION } from './queue/job-queues.js';
import { queueConnection } from './queue/queue-connection.js';
import { RelayOutbox } from './relay-outbox.js';
import { RunSchedules } from './run-schedules.js';

@Module({})
export class WorkerModule {
  static forRoot(config: Config): DynamicModule {
    const logger = new Logger('queue');
    return {
      module: WorkerModule,
      imports: [
        PlatformModule.forRoot(config, 'harbourlight-worker'),
        AdvisoriesModule,
        AuditModule,
        GuidanceModule,
        IncidentMailsModule,
        OutboxModule,
        SendingModule,
        SubscriptionsModule,
      ],
      providers: [
        {
          provide: QUEUE_CONNECTION,
          useFactory: () =>
            queueConnection(config, (error) => {
              logger.warn(`connection: ${codeOf(error)}`);
            }),
        },
        { provide: PROCESSORS, useFactory: (...processors: Processor[]) => processors, inject: PROCESSOR_CLASSES },
        { provide: Listener, useFactory: () => new Listener(config.databaseUrl) },
        ...PROCESSOR_CLASSES,
        EventWork,
        JobQueues,
        JobWorkers,
        RelayOutbox,
        RunSchedules,
        WorkerMetrics,
        WorkerServer,
      ],
    };
  }
}
