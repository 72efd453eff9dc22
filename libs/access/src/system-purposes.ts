/**
 * What the platform itself does, by the process that does it; the command line acts as the worker. The database holds the same table and
 * refuses every other purpose (`access.system_purpose`): a new one is added there by a migration.
 */
export const SYSTEM_PURPOSES = {
  api: [
    'account-security',
    'application',
    'confirm-endpoint',
    'delivery-health',
    'guess-limits',
    'incident-report',
    'invitation',
    'password-reset',
    'pending-counts',
    'provider',
    'public-subscription',
    'registration',
    'request-limits',
    'sign-in',
    'unsubscribe',
  ],
  worker: [
    'account-mail',
    'assemble-digests',
    'audit-sealer',
    'confirmation-mail',
    'demo-seed',
    'endpoint-challenge',
    'endpoint-notice',
    'fan-out',
    'forget-old-deliveries',
    'forget-unconfirmed',
    'guidance-shipping',
    'incident-mail',
    'operator',
    'pause-deliveries',
    'pending-counts',
    'provider',
    'record-bounce',
    'refresh-catalogues',
    'relay',
    'renditions',
    'run-sources',
    'scheduled-release',
    'send-deliveries',
    'sweep-deliveries',
    'taxii-records',
    'taxii-statuses',
    'watch-endpoints',
  ],
} as const;

export type SystemPurpose = (typeof SYSTEM_PURPOSES)[keyof typeof SYSTEM_PURPOSES][number];
