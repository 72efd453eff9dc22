import { SealAudit } from '#libs/audit';
import { Injectable } from '@nestjs/common';
import type { Processor } from './processor.js';

@Injectable()
export class SealAuditProcessor implements Processor {
  readonly job = 'seal-audit';

  constructor(private readonly seal: SealAudit) {}

  async process(): Promise<void> {
    await this.seal.execute();
  }
}
