import { BackfillRenditions } from '#libs/renditions';
import { Injectable } from '@nestjs/common';
import type { Processor } from './processor.js';

@Injectable()
export class BackfillRenditionsProcessor implements Processor {
  readonly job = 'backfill-renditions';

  constructor(private readonly backfill: BackfillRenditions) {}

  async process(): Promise<void> {
    await this.backfill.execute();
  }
}
