import { RunDueSources } from '#libs/advisories';
import { Injectable, Logger } from '@nestjs/common';
import type { Processor } from './processor.js';

@Injectable()
export class RunSourcesProcessor implements Processor {
  readonly job = 'run-sources';
  private readonly logger = new Logger(this.job);

  constructor(private readonly sources: RunDueSources) {}

  async process(): Promise<void> {
    const { ran, failed, imported, updated, refused } = await this.sources.execute();
    if (ran > 0) this.logger.log(`${ran} sources, ${failed} failed; ${imported} imported, ${updated} updated, ${refused} refused`);
  }
}
