import { systemActor } from '#libs/access';
import { RefreshCatalogue } from '#libs/advisories';
import { Injectable, Logger } from '@nestjs/common';
import type { Processor } from './processor.js';

@Injectable()
export class RefreshKevProcessor implements Processor {
  readonly job = 'refresh-kev';
  private readonly logger = new Logger(this.job);

  constructor(private readonly refresh: RefreshCatalogue) {}

  async process(): Promise<void> {
    const { entries, refused, advisoriesChanged } = await this.refresh.execute(systemActor('refresh-catalogues'), { catalogue: 'kev' });
    this.logger.log(`${entries} entries, ${refused} refused, ${advisoriesChanged} advisories changed`);
  }
}
