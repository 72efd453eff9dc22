import { CHANNELS, labelText } from '#libs/access';
import type { AdvisoryView } from '../advisory-view.js';
import { cutText, oneLine } from '../visible-text.js';
import { contentData } from './content-data.js';
import type { ContentLimits } from './content-data.js';

/** `full` the data of the alert; `link` where to read it, and nothing of what it says. */
export const WEBHOOK_PASSAGES = ['full', 'link'] as const;
export type WebhookPassage = (typeof WEBHOOK_PASSAGES)[number];

/** `id` is the advisory's; `supersedes` the number of the revision that this one replaces. The message's own id travels in `webhook-id`. */
export interface WebhookIds {
  readonly id: string;
  readonly supersedes?: number;
}

/** Standard Webhooks 1.0.0 recommends less than 20 kB; this is in bytes of UTF-8. */
export const MAX_WEBHOOK_BYTES = 20_000;

/** Tried in turn until the payload fits. The last one always does, even where each character takes three bytes. */
const LIMITS: readonly ContentLimits[] = [
  { products: 50, cves: 100, tags: 50, summaryLength: 2_000, nameLength: 200 },
  { products: 25, cves: 100, tags: 50, summaryLength: 1_000, nameLength: 200 },
  { products: 10, cves: 50, tags: 20, summaryLength: 500, nameLength: 120 },
  { products: 0, cves: 10, tags: 0, summaryLength: 200, nameLength: 60 },
];

const MAX_ID_LENGTH = 100;
const MAX_URL_LENGTH = 2_000;

/**
 * The body of an alert by webhook: `{type, timestamp, data}` with the instant of the event, always under 20 kB; long lists are cut and
 * counted. The same for every endpoint, so it is built once per revision and passage. Throws for RED, which never leaves by webhook.
 * Whether an AMBER payload may be `full` is a property of the endpoint, and asked by the sender.
 */
export function renderWebhookPayload(view: AdvisoryView, passage: WebhookPassage, ids: WebhookIds): string {
  if (CHANNELS.webhook[view.label] === 'never') throw new Error(`A TLP:${view.label} advisory may not leave by webhook.`);
  const identity = {
    id: cutText(oneLine(ids.id), MAX_ID_LENGTH),
    trackingId: cutText(oneLine(view.trackingId), MAX_ID_LENGTH),
    revision: view.revision,
    label: labelText(view.label),
    url: urlWithin(view.url),
  };
  if (passage === 'link') return envelope(view.event, instantOf(view), identity);
  const supersedes = ids.supersedes === undefined ? {} : { supersedes: ids.supersedes };
  for (const limits of LIMITS) {
    const body = envelope(view.event, instantOf(view), { ...identity, ...supersedes, ...contentData(view, limits) });
    if (Buffer.byteLength(body) < MAX_WEBHOOK_BYTES) return body;
  }
  throw new Error('The smallest payload is too large.');
}

/** The challenge that an endpoint answers to show that it is the subscriber's. `at` is an ISO 8601 instant. */
export function renderChallenge(token: string, at: string): string {
  return envelope('endpoint.challenge', at, { challenge: token });
}

/** What a person sends from the console to see that an endpoint works; no receiver may take it for an alert. */
export function renderTestEvent(at: string): string {
  return envelope('endpoint.test', at, { message: 'This is a test from Harbourlight. It is not an alert.' });
}

function envelope(type: string, at: string, data: object): string {
  return JSON.stringify({ type, timestamp: new Date(at).toISOString(), data });
}

function instantOf({ event, publishedAt, updatedAt }: AdvisoryView): string {
  return event === 'advisory.published' ? publishedAt : updatedAt;
}

function urlWithin(url: string): string {
  if (url.length > MAX_URL_LENGTH) throw new Error('The address of the advisory is too long.');
  return url;
}
