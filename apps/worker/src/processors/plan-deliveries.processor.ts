import { PlanDeliveries } from '#libs/deliveries';
import { Injectable, Logger } from '@nestjs/common';
import type { JobData } from '../queue/queue-connection.js';
import { EventWork } from './event-work.js';
import type { Processor } from './processor.js';

@Injectable()
export class PlanDeliveriesProcessor implements Processor {
  readonly job = 'plan-deliveries';
  private readonly logger = new Logger(this.job);

  constructor(
    private readonly work: EventWork,
    private readonly planDeliveries: PlanDeliveries,
  ) {}

  async process(data: JobData): Promise<void> {
    await this.work.run(data, async (event) => {
      if (!('advisoryId' in event)) return;
      const { alerts, items, superseded } = await this.planDeliveries.execute(event);
      this.logger.log(`${event.type} ${event.advisoryId}: ${alerts} alerts, ${items} for digests, ${superseded} superseded`);
    });
  }
}
