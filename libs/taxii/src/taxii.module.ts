import { AdvisoriesModule } from '#libs/advisories';
import { AuditModule } from '#libs/audit';
import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { ForgetStatuses } from './forget-statuses.js';
import { RecordUnrecorded } from './publishing/record-unrecorded.js';
import { TaxiiRecorder } from './publishing/taxii-recorder.js';
import { TaxiiQueries } from './reading/taxii.queries.js';
import { RemoveObjects } from './submitting/remove-objects.js';
import { SubmitObjects } from './submitting/submit-objects.js';

/** Collections, their objects, submissions. Global, so that TaxiiRecorder can be given to RenditionsModule. Needs PlatformModule. */
@Module({})
export class TaxiiModule {
  static forRoot(): DynamicModule {
    return {
      module: TaxiiModule,
      global: true,
      imports: [AdvisoriesModule, AuditModule],
      providers: [ForgetStatuses, RecordUnrecorded, RemoveObjects, SubmitObjects, TaxiiQueries, TaxiiRecorder],
      exports: [ForgetStatuses, RecordUnrecorded, RemoveObjects, SubmitObjects, TaxiiQueries, TaxiiRecorder],
    };
  }
}
