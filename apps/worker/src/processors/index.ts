import { AssembleDigestsProcessor } from './assemble-digests.processor.js';
import { ForgetDoneEventsProcessor } from './forget-done-events.processor.js';
import { ForgetOldDeliveriesProcessor } from './forget-old-deliveries.processor.js';
import { ForgetUnconfirmedProcessor } from './forget-unconfirmed.processor.js';
import { PlanDeliveriesProcessor } from './plan-deliveries.processor.js';
import { RefreshEpssProcessor } from './refresh-epss.processor.js';
import { RefreshKevProcessor } from './refresh-kev.processor.js';
import { ReleaseScheduledProcessor } from './release-scheduled.processor.js';
import { SealAuditProcessor } from './seal-audit.processor.js';
import { SendAccountMailProcessor } from './send-account-mail.processor.js';
import { SendChallengeProcessor } from './send-challenge.processor.js';
import { SweepDeliveriesProcessor } from './sweep-deliveries.processor.js';
import { WatchEndpointsProcessor } from './watch-endpoints.processor.js';

/** One for each job of JOBS. */
export const PROCESSOR_CLASSES = [
  AssembleDigestsProcessor,
  ForgetDoneEventsProcessor,
  ForgetOldDeliveriesProcessor,
  ForgetUnconfirmedProcessor,
  PlanDeliveriesProcessor,
  RefreshEpssProcessor,
  RefreshKevProcessor,
  ReleaseScheduledProcessor,
  SealAuditProcessor,
  SendAccountMailProcessor,
  SendChallengeProcessor,
  SweepDeliveriesProcessor,
  WatchEndpointsProcessor,
];
