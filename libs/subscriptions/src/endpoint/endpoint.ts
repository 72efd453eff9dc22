import type { Language } from '#libs/advisories';
import { ADVISORY_EVENTS } from '#libs/renditions';
import type { AdvisoryEvent } from '#libs/renditions';
import { z } from 'zod';
import type { Owner } from '../owner.js';
import { languageField, nameField, orElse } from '../read-input.js';

export const ENDPOINT_CHANNELS = ['email', 'webhook'] as const;
export type EndpointChannel = (typeof ENDPOINT_CHANNELS)[number];

/**
 * `unconfirmed`: nothing is sent but the question; `paused` by its owner; `disabled` after days of failure or 410; `suppressed` after a hard
 * bounce or a complaint.
 */
export const ENDPOINT_STATUSES = ['unconfirmed', 'active', 'paused', 'disabled', 'suppressed'] as const;
export type EndpointStatus = (typeof ENDPOINT_STATUSES)[number];

/** A place that alerts go to. Its address never changes: another address is another endpoint, to be confirmed anew. */
export interface Endpoint extends Owner {
  readonly id: string;
  readonly channel: EndpointChannel;
  readonly name: string;
  /** An email address or an https URL. */
  readonly address: string;
  readonly language: Language;
  readonly status: EndpointStatus;
  readonly statusReason?: string;
  /** Whether the content of AMBER may go to this webhook, and not only a link. */
  readonly allowAmber: boolean;
  /** The events that a webhook is told of. */
  readonly eventTypes: readonly AdvisoryEvent[];
  /** What AMBER mail is encrypted to, from `usableAt` on (at once where there is none). */
  readonly openPgp?: { readonly fingerprint: string; readonly expiresAt?: string; readonly usableAt?: string };
  readonly confirmedAt?: string;
  readonly failingSince?: string;
  readonly createdAt: string;
}

/** An endpoint makes us write to somebody else's server, so few are made at a time and few are kept. */
export const ENDPOINT_LIMITS = {
  perPerson: 20,
  perOrganisation: 50,
  /** Made by one owner within an hour, deleted ones included. */
  newPerHour: 20,
  confirmationHours: 24,
  /** Between two questions to the same endpoint. */
  confirmationEveryMinutes: 5,
  /** How long a replaced secret still signs beside the new one (Standard Webhooks 1.0.0: both signatures are sent). */
  rotationHours: 24,
  /** Secrets that sign at the same time. */
  secrets: 4,
} as const;

const common = {
  name: orElse(nameField, ''),
  language: orElse(languageField, 'en'),
  /** Of the organisation instead of one's own: for shared subscriptions. */
  isShared: orElse(z.boolean('true or false'), false),
};

export const NEW_EMAIL_ENDPOINT = z.strictObject({ address: z.string('an email address'), ...common });
export type NewEmailEndpoint = z.input<typeof NEW_EMAIL_ENDPOINT>;

export const NEW_WEBHOOK_ENDPOINT = z.strictObject({
  url: z.string('an https URL'),
  eventTypes: orElse(z.array(z.enum(ADVISORY_EVENTS)).min(1, 'at least one event'), [...ADVISORY_EVENTS]),
  ...common,
});
export type NewWebhookEndpoint = z.input<typeof NEW_WEBHOOK_ENDPOINT>;
