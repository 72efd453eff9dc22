import type { OutboxEvent } from '#libs/outbox';

/** Queues, and how many of their jobs one worker does at once. Long work never waits in front of alerts. */
export const QUEUES = {
  alerts: { concurrency: 4 },
  mails: { concurrency: 4 },
  upkeep: { concurrency: 4 },
  /** Minutes of waiting for other people's servers. */
  sources: { concurrency: 2 },
} as const;
export type QueueName = keyof typeof QUEUES;
export const QUEUE_NAMES = Object.keys(QUEUES) as QueueName[];

export interface JobRule {
  readonly queue: QueueName;
  /** Payloads hold ids only: an event's, or nothing. */
  readonly payload: 'event' | 'none';
  readonly attempts: number;
  /** Wait before the second try; doubled for each further one. What is still unfinished then is handed over again by the relay or the clock. */
  readonly backoffMs: number;
}

/** What runs in the background. The start fails on a job without a processor, or with two. */
export const JOBS = {
  'plan-deliveries': { queue: 'alerts', payload: 'event', attempts: 5, backoffMs: 500 },
  'send-challenge': { queue: 'alerts', payload: 'event', attempts: 5, backoffMs: 500 },
  'send-account-mail': { queue: 'mails', payload: 'event', attempts: 6, backoffMs: 2_000 },
  'sweep-deliveries': { queue: 'upkeep', payload: 'none', attempts: 1, backoffMs: 0 },
  'assemble-digests': { queue: 'upkeep', payload: 'none', attempts: 1, backoffMs: 0 },
  'watch-endpoints': { queue: 'upkeep', payload: 'none', attempts: 1, backoffMs: 0 },
  'release-scheduled': { queue: 'upkeep', payload: 'none', attempts: 1, backoffMs: 0 },
  'seal-audit': { queue: 'upkeep', payload: 'none', attempts: 1, backoffMs: 0 },
  'refresh-kev': { queue: 'upkeep', payload: 'none', attempts: 5, backoffMs: 60_000 },
  'refresh-epss': { queue: 'upkeep', payload: 'none', attempts: 5, backoffMs: 60_000 },
  'run-sources': { queue: 'sources', payload: 'none', attempts: 1, backoffMs: 0 },
  'backfill-renditions': { queue: 'upkeep', payload: 'none', attempts: 1, backoffMs: 0 },
  'record-taxii': { queue: 'upkeep', payload: 'none', attempts: 1, backoffMs: 0 },
  'forget-statuses': { queue: 'upkeep', payload: 'none', attempts: 1, backoffMs: 0 },
  'forget-old-deliveries': { queue: 'upkeep', payload: 'none', attempts: 1, backoffMs: 0 },
  'forget-unconfirmed': { queue: 'upkeep', payload: 'none', attempts: 1, backoffMs: 0 },
  'forget-done-events': { queue: 'upkeep', payload: 'none', attempts: 1, backoffMs: 0 },
} as const satisfies Record<string, JobRule>;

export type JobName = keyof typeof JOBS;
export const JOB_NAMES = Object.keys(JOBS) as JobName[];

/** Which work an event asks for. */
export const JOB_OF_EVENT: Readonly<Record<OutboxEvent['type'], JobName>> = {
  'advisory.published': 'plan-deliveries',
  'advisory.updated': 'plan-deliveries',
  'advisory.withdrawn': 'plan-deliveries',
  'endpoint.challenge_requested': 'send-challenge',
  'account.mail_requested': 'send-account-mail',
};
