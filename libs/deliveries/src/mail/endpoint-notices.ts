import { AdvisoryViews } from '#libs/advisories';
import type { Language } from '#libs/advisories';
import { Clock } from '#libs/core';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import { systemActor } from '#libs/access';
import { renderAccountEmail } from '#libs/renditions';
import type { AccountEmailParams, FallenBack, RenderedEmail } from '#libs/renditions';
import { Injectable } from '@nestjs/common';
import { recipientOf } from '../sending/recipient.js';
import { MailLinks } from './mail-links.js';
import { administratorsFor, ownersOf } from './owner-recipients.js';
import type { MailRecipient } from './owner-recipients.js';

/** One rendered mail to one mailbox. */
export interface DueMail {
  readonly to: string;
  readonly mail: RenderedEmail;
}

interface EndpointRow extends Record<string, unknown> {
  readonly channel: 'email' | 'webhook';
  readonly address: string;
  readonly language: Language;
  readonly name: string;
  readonly status: string;
  readonly status_reason: string | null;
  readonly notice_step: number;
  readonly failing_since: string | null;
  readonly last_error: string | null;
  readonly openpgp_fingerprint: string | null;
  readonly openpgp_expires_at: string | null;
  readonly openpgp_usable_at: string | null;
}

type NoticeKind = 'webhook_disabled_notice' | 'key_expiry_warning' | 'openpgp_key_notice' | 'suppression_notice';

interface FallenBackRow extends Pick<EndpointRow, 'name' | 'address' | 'channel'>, Record<string, unknown> {
  readonly endpoint_id: string;
  readonly revision_id: string;
  readonly person_id: string | null;
  readonly organisation_id: string | null;
  readonly cause: FallenBack['cause'];
}

/** An organisation has 50 endpoints at most, and a mail is read on a telephone. */
const MAX_NAMED = 20;

/**
 * The webhooks of one owner that have not taken one alert, as things stand. The one that was asked for is the first of them where it is still there; it
 * stays in the list though it took the alert since, because the mail was promised. $1 id of a delivery.
 */
const FALLEN_BACK = `
SELECT d.endpoint_id, d.revision_id, d.person_id, d.organisation_id, e.name, e.address, e.channel,
  CASE WHEN e.status = 'disabled' AND e.status_reason = 'gone' THEN 'gone' WHEN d.status = 'suppressed' THEN 'disabled'
    WHEN d.status = 'failed' THEN 'given_up' ELSE 'late' END AS cause
FROM deliveries.delivery asked JOIN deliveries.delivery d ON d.advisory_id = asked.advisory_id AND d.event = asked.event AND d.occasion = asked.occasion
  AND d.person_id IS NOT DISTINCT FROM asked.person_id AND d.organisation_id IS NOT DISTINCT FROM asked.organisation_id
JOIN subscriptions.endpoint e ON e.id = d.endpoint_id
WHERE asked.id = $1 AND d.channel = 'webhook' AND d.revision_id IS NOT NULL AND e.deleted_at IS NULL
  AND (d.id = asked.id OR d.fallback_at IS NOT NULL AND d.status <> 'sent' OR d.status = 'failed' OR d.status = 'pending' AND d.attempts > 0)
ORDER BY d.id = asked.id DESC, e.name, e.id`;

const NOTICES = systemActor('endpoint-notice');
const DAY_MS = 86_400_000;

/** Mails about endpoints to those who answer for them. Made at the moment of sending: what has healed meanwhile is not told. */
@Injectable()
export class EndpointNotices {
  constructor(
    private readonly database: Database,
    private readonly views: AdvisoryViews,
    private readonly links: MailLinks,
    private readonly clock: Clock,
  ) {}

  async about(kind: NoticeKind, endpointId: string): Promise<DueMail[]> {
    return this.database.as(NOTICES, async (tx) => {
      const endpoint = await findEndpoint(tx, endpointId);
      if (endpoint === undefined) return [];
      switch (kind) {
        case 'webhook_disabled_notice':
          return to(await ownersOf(tx, endpointId), kind, this.failing(endpoint));
        case 'key_expiry_warning':
          return to([{ to: endpoint.address, language: endpoint.language }], kind, this.keyEnds(endpoint));
        case 'openpgp_key_notice':
          return endpoint.openpgp_fingerprint === null
            ? []
            : to([{ to: endpoint.address, language: endpoint.language }], kind, this.keyBegins(endpoint));
        case 'suppression_notice': {
          const reason = endpoint.status_reason === 'complaint' ? 'complained' : 'bounced';
          const params = { address: endpoint.address, reason, url: this.links.subscriptions } as const;
          return to(await administratorsFor(tx, endpointId), kind, params);
        }
      }
    });
  }

  /** An urgent alert that webhooks of one owner have not taken: label and reference, if its owner may still read it, and which webhooks they are. */
  async fallback(deliveryId: string): Promise<DueMail[]> {
    const found = await this.database.as(NOTICES, async (tx) => {
      const webhooks = await tx.query<FallenBackRow>(FALLEN_BACK, [deliveryId]);
      const [first] = webhooks;
      return first && { first, webhooks, recipients: await ownersOf(tx, first.endpoint_id) };
    });
    if (found === undefined || found.recipients.length === 0) return [];
    const { first, webhooks, recipients } = found;
    const reader = recipientOf({ personId: first.person_id, organisationId: first.organisation_id });
    const view = await this.database.as(reader, (tx) => this.views.forRevision(tx, first.revision_id));
    if (view === undefined || view.event === 'advisory.withdrawn') return [];
    const { label, trackingId, url } = view;
    const named = webhooks.slice(0, MAX_NAMED).map((webhook) => ({ endpoint: nameOf(webhook), cause: webhook.cause }));
    return to(recipients, 'urgent_fallback', { label, trackingId, url, webhooks: named, more: webhooks.length - named.length });
  }

  private failing(endpoint: EndpointRow): AccountEmailParams['webhook_disabled_notice'] {
    const stages = ['failing_for_1_hour', 'failing_for_1_hour', 'failing_for_24_hours', 'disabled'] as const;
    return {
      stage: endpoint.status === 'disabled' ? 'disabled' : (stages[endpoint.notice_step] ?? 'failing_for_1_hour'),
      endpoint: nameOf(endpoint),
      failingSince: endpoint.failing_since ?? this.clock.now().toISOString(),
      ...(endpoint.last_error === null ? {} : { lastError: endpoint.last_error }),
      url: this.links.deliveries,
    };
  }

  private keyBegins({ address, openpgp_fingerprint, openpgp_usable_at }: EndpointRow): AccountEmailParams['openpgp_key_notice'] {
    return {
      address,
      fingerprint: openpgp_fingerprint ?? '',
      usableAt: openpgp_usable_at ?? this.clock.now().toISOString(),
      url: this.links.endpoints,
    };
  }

  private keyEnds({ openpgp_fingerprint, openpgp_expires_at }: EndpointRow): AccountEmailParams['key_expiry_warning'] {
    const expiresAt = openpgp_expires_at ?? this.clock.now().toISOString();
    return {
      fingerprint: openpgp_fingerprint ?? '',
      expiresAt,
      daysLeft: Math.ceil((Date.parse(expiresAt) - this.clock.nowMs()) / DAY_MS),
      url: this.links.subscriptions,
    };
  }
}

async function findEndpoint(tx: Transaction, id: string): Promise<EndpointRow | undefined> {
  return tx.find<EndpointRow>(
    `SELECT e.channel, e.address, e.language, e.name, e.status, e.status_reason, e.notice_step, e.failing_since, e.openpgp_fingerprint, e.openpgp_expires_at, e.openpgp_usable_at,
       (SELECT a.error FROM deliveries.delivery d JOIN deliveries.attempt a ON a.delivery_id = d.id
        WHERE d.endpoint_id = e.id AND a.error IS NOT NULL AND d.created_at > now() - interval '7 days' ORDER BY a.started_at DESC LIMIT 1) AS last_error
     FROM subscriptions.endpoint e WHERE e.id = $1 AND e.deleted_at IS NULL`,
    [id],
  );
}

/** The name its owner gave it, or its host: the path of a webhook may hold a secret. */
function nameOf({ name, address, channel }: Pick<EndpointRow, 'name' | 'address' | 'channel'>): string {
  if (name !== '') return name;
  return channel === 'webhook' && URL.canParse(address) ? new URL(address).host : address;
}

function to<Kind extends NoticeKind | 'urgent_fallback'>(
  recipients: readonly MailRecipient[],
  kind: Kind,
  params: AccountEmailParams[Kind],
): DueMail[] {
  return recipients.map((recipient) => ({ to: recipient.to, mail: renderAccountEmail(kind, params, recipient.language) }));
}
