import { AssembleDigestsProcessor } from './assemble-digests.processor.js';
import { BackfillRenditionsProcessor } from './backfill-renditions.processor.js';
import { ForgetDoneEventsProcessor } from './forget-done-events.processor.js';
import { ForgetStatusesProcessor } from './forget-statuses.processor.js';
import { ForgetOldDeliveriesProcessor } from './forget-old-deliveries.processor.js';
import { ForgetUnconfirmedProcessor } from './forget-unconfirmed.processor.js';
import { PlanDeliveriesProcessor } from './plan-deliveries.processor.js';
import { RecordTaxiiProcessor } from './record-taxii.processor.js';
import { RefreshEpssProcessor } from './refresh-epss.processor.js';
import { RefreshKevProcessor } from './refresh-kev.processor.js';
import { ReleaseScheduledProcessor } from './release-scheduled.processor.js';
import { RunSourcesProcessor } from './run-sources.processor.js';
import { SealAuditProcessor } from './seal-audit.processor.js';
import { SendAccountMailProcessor } from './send-account-mail.processor.js';
import { SendChallengeProcessor } from './send-challenge.processor.js';
import { SweepDeliveriesProcessor } from './sweep-deliveries.processor.js';
import { WatchEndpointsProcessor } from './watch-endpoints.processor.js';

/** One for each job of JOBS. */
export const PROCESSOR_CLASSES = [
  AssembleDigestsProcessor,
  BackfillRenditionsProcessor,
  ForgetDoneEventsProcessor,
  ForgetStatusesProcessor,
  ForgetOldDeliveriesProcessor,
  ForgetUnconfirmedProcessor,
  PlanDeliveriesProcessor,
  RecordTaxiiProcessor,
  RefreshEpssProcessor,
  RefreshKevProcessor,
  ReleaseScheduledProcessor,
  RunSourcesProcessor,
  SealAuditProcessor,
  SendAccountMailProcessor,
  SendChallengeProcessor,
  SweepDeliveriesProcessor,
  WatchEndpointsProcessor,
];
