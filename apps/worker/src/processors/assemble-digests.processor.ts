import { AssembleDigests } from '#libs/deliveries';
import { Injectable, Logger } from '@nestjs/common';
import type { Processor } from './processor.js';

@Injectable()
export class AssembleDigestsProcessor implements Processor {
  readonly job = 'assemble-digests';
  private readonly logger = new Logger(this.job);

  constructor(private readonly assemble: AssembleDigests) {}

  async process(): Promise<void> {
    const made = await this.assemble.execute();
    if (made > 0) this.logger.log(`${made} digests`);
  }
}
