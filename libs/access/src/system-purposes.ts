/**
 * What the platform itself does, by the process that does it; the command line acts as the worker. The database holds the same table and
 * refuses every other purpose (`access.system_purpose`): a new one is added there by a migration.
 */
export const SYSTEM_PURPOSES = {
  api: [
    'account-security',
    'application',
    'confirm-endpoint',
    'guess-limits',
    'invitation',
    'password-reset',
    'pending-counts',
    'public-subscription',
    'registration',
    'sign-in',
    'unsubscribe',
  ],
  worker: [
    'account-mail',
    'assemble-digests',
    'audit-sealer',
    'confirm-endpoint',
    'confirmation-mail',
    'demo-seed',
    'endpoint-challenge',
    'endpoint-notice',
    'fan-out',
    'forget-old-deliveries',
    'forget-unconfirmed',
    'operator',
    'pause-deliveries',
    'pending-counts',
    'record-bounce',
    'refresh-catalogues',
    'relay',
    'scheduled-release',
    'send-deliveries',
    'sweep-deliveries',
    'watch-endpoints',
  ],
} as const;

export type SystemPurpose = (typeof SYSTEM_PURPOSES)[keyof typeof SYSTEM_PURPOSES][number];
