import type { TlpLabel } from '#libs/access';
import type { Language } from '#libs/advisories';
import type { AdvisoryEvent } from '#libs/renditions';

/** What a delivery can be about. */
export type DeliveryEvent = AdvisoryEvent | 'digest' | 'endpoint.test' | 'endpoint.challenge';

/** A delivery that this process may send until its lease ends. Whether it may be sent was decided with the claim. */
export interface ClaimedAlert {
  readonly id: string;
  /** The claim that holds it: its result counts while this stands. */
  readonly claimId: string;
  /** Tries made before this one, since it was planned or sent again by hand. */
  readonly tries: number;
  readonly destination: string;
  readonly messageId: string;
  /** When an urgent alert that has had no success goes by another channel too. */
  readonly fallbackDueAt: string | null;
  readonly event: DeliveryEvent;
  readonly occasion: string;
  readonly endpointId: string;
  readonly advisoryId: string | null;
  readonly revisionId: string | null;
  /** bigint as text; empty for webhooks, which have no use for them. */
  readonly subscriptions: readonly string[];
  /** Of what is not about an advisory, whose instants stand in its revision. */
  readonly eventAt: string | null;
  readonly isUrgent: boolean;
  /** The endpoint's owner: a person, an organisation, or neither (the public). */
  readonly personId: string | null;
  readonly organisationId: string | null;
  readonly address: string;
  readonly language: Language;
  readonly allowAmber: boolean;
  readonly isVerified: boolean;
  /** Of the revision, and of its advisory today: the narrower one counts. */
  readonly label: TlpLabel | null;
  readonly currentLabel: TlpLabel | null;
  /** Armored; null where there is none, it has expired, or it was given less than a day ago. */
  readonly openPgpKey: string | null;
  /** Another number than before: the secrets of the endpoint have changed. */
  readonly secretsVersion: number;
}

/** What came of one claimed alert. */
export interface SendResult {
  readonly alert: ClaimedAlert;
  /** `put_back`: nothing was tried, and nothing is recorded; `cancelled`: there turned out to be nothing to send. */
  readonly outcome: 'sent' | 'retry' | 'failed' | 'put_back' | 'cancelled';
  /** Since 1970. */
  readonly startedAtMs: number;
  readonly durationMs: number;
  /** With `retry` and `put_back`. */
  readonly delayMs?: number;
  /** With `failed` and `cancelled`: why there will be no other try. */
  readonly reason?: string;
  readonly statusCode?: number;
  readonly error?: string;
  readonly excerpt?: string;
  /** What the outcome means for the endpoint beyond this alert. */
  readonly endpoint?: 'gone' | 'address_dead';
}

/** When a test or a challenge was asked for. */
export function eventAtOf({ eventAt }: ClaimedAlert): string {
  if (eventAt === null) throw new Error('an alert about an advisory has the instants of its revision');
  return eventAt;
}
