import { SweepDeliveries } from '#libs/deliveries';
import { Injectable, Logger } from '@nestjs/common';
import { WorkerMetrics } from '../operations/worker-metrics.js';
import type { Processor } from './processor.js';

@Injectable()
export class SweepDeliveriesProcessor implements Processor {
  readonly job = 'sweep-deliveries';
  private readonly logger = new Logger(this.job);

  constructor(
    private readonly sweep: SweepDeliveries,
    private readonly metrics: WorkerMetrics,
  ) {}

  async process(): Promise<void> {
    const { repaired, stuck, fallbacks } = await this.sweep.execute();
    this.metrics.noteSweep(repaired, stuck);
    if (repaired > 0) this.logger.error(`ALARM: ${repaired} pending deliveries were due to nobody; they are due again`);
    if (stuck > 0) this.logger.error(`ALARM: ${stuck} deliveries have been due for more than five minutes`);
    if (fallbacks > 0) this.logger.warn(`${fallbacks} urgent alerts go by email too: no webhook took them in time`);
  }
}
