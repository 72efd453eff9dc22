import { RecordUnrecorded } from '#libs/taxii';
import { Injectable } from '@nestjs/common';
import type { Processor } from './processor.js';

@Injectable()
export class RecordTaxiiProcessor implements Processor {
  readonly job = 'record-taxii';

  constructor(private readonly record: RecordUnrecorded) {}

  async process(): Promise<void> {
    await this.record.execute();
  }
}
