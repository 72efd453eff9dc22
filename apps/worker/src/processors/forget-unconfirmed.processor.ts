import { ForgetUnconfirmed } from '#libs/subscriptions';
import { Injectable } from '@nestjs/common';
import type { Processor } from './processor.js';

@Injectable()
export class ForgetUnconfirmedProcessor implements Processor {
  readonly job = 'forget-unconfirmed';

  constructor(private readonly forget: ForgetUnconfirmed) {}

  async process(): Promise<void> {
    await this.forget.execute();
  }
}
