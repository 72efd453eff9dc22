import { ForgetStatuses } from '#libs/taxii';
import { Injectable } from '@nestjs/common';
import type { Processor } from './processor.js';

@Injectable()
export class ForgetStatusesProcessor implements Processor {
  readonly job = 'forget-statuses';

  constructor(private readonly forget: ForgetStatuses) {}

  async process(): Promise<void> {
    await this.forget.execute();
  }
}
