import { ReleaseScheduled } from '#libs/advisories';
import { Injectable, Logger } from '@nestjs/common';
import type { Processor } from './processor.js';

@Injectable()
export class ReleaseScheduledProcessor implements Processor {
  readonly job = 'release-scheduled';
  private readonly logger = new Logger(this.job);

  constructor(private readonly release: ReleaseScheduled) {}

  async process(): Promise<void> {
    const { released, refused } = await this.release.execute();
    if (released.length + refused.length > 0) this.logger.log(`${released.length} released, ${refused.length} refused`);
  }
}
