import type { JobName } from './jobs.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export interface Schedule {
  readonly job: JobName;
  readonly everySeconds: number;
  /** A switch of the configuration without which it does not run. */
  readonly onlyWith?: 'refreshCatalogues';
}

/**
 * What runs when, on one screen. Each slot of time is done once, by whichever worker comes first; a slot that is missed is not made up, since
 * every one of these finds all that is unfinished.
 */
export const SCHEDULES: readonly Schedule[] = [
  { job: 'release-scheduled', everySeconds: 5 },
  { job: 'seal-audit', everySeconds: 10 },
  { job: 'run-sources', everySeconds: 15 },
  { job: 'sweep-deliveries', everySeconds: MINUTE },
  { job: 'assemble-digests', everySeconds: MINUTE },
  { job: 'watch-endpoints', everySeconds: 5 * MINUTE },
  { job: 'backfill-renditions', everySeconds: 10 * MINUTE },
  { job: 'record-taxii', everySeconds: 10 * MINUTE },
  { job: 'forget-statuses', everySeconds: HOUR },
  { job: 'forget-done-events', everySeconds: HOUR },
  { job: 'forget-old-deliveries', everySeconds: DAY },
  { job: 'forget-unconfirmed', everySeconds: DAY },
  { job: 'refresh-kev', everySeconds: 6 * HOUR, onlyWith: 'refreshCatalogues' },
  { job: 'refresh-epss', everySeconds: DAY, onlyWith: 'refreshCatalogues' },
];
