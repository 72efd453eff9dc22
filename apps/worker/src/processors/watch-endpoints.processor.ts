import { WatchEndpoints } from '#libs/deliveries';
import { Injectable, Logger } from '@nestjs/common';
import type { Processor } from './processor.js';

@Injectable()
export class WatchEndpointsProcessor implements Processor {
  readonly job = 'watch-endpoints';
  private readonly logger = new Logger(this.job);

  constructor(private readonly watch: WatchEndpoints) {}

  async process(): Promise<void> {
    const { notices, disabled, keyWarnings } = await this.watch.execute();
    if (notices + keyWarnings > 0)
      this.logger.log(`${notices} notices of failing webhooks, ${disabled} disabled, ${keyWarnings} warnings of keys`);
  }
}
