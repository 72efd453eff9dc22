import { ForgetOldDeliveries } from '#libs/deliveries';
import { Injectable, Logger } from '@nestjs/common';
import type { Processor } from './processor.js';

@Injectable()
export class ForgetOldDeliveriesProcessor implements Processor {
  readonly job = 'forget-old-deliveries';
  private readonly logger = new Logger(this.job);

  constructor(private readonly forget: ForgetOldDeliveries) {}

  async process(): Promise<void> {
    const { attempts, deliveries, guessCounts } = await this.forget.execute();
    if (attempts + deliveries + guessCounts > 0)
      this.logger.log(`${deliveries} deliveries, ${attempts} attempts and ${guessCounts} counts of tries were old`);
  }
}
