import type { TlpLabel } from '#libs/access';

/**
 * Why a webhook has not taken an urgent alert: `late` every try so far has failed, and there will be others; `given_up` there will be none; `gone` its receiver
 * answered 410 and it is disabled; `disabled` it was disabled before.
 */
export const FALLBACK_CAUSES = ['late', 'given_up', 'gone', 'disabled'] as const;

/** A webhook by its name or host, and why it has not taken the alert. */
export interface FallenBack {
  readonly endpoint: string;
  readonly cause: (typeof FALLBACK_CAUSES)[number];
}

/** What each account mail needs to know. `url` is where its one link leads; instants are ISO 8601. */
export interface AccountEmailParams {
  readonly invitation: { readonly organisation: string; readonly invitedBy: string; readonly url: string; readonly expiresAt: string };
  /** To an applicant: the link that leads on, and that says where the application stands. */
  readonly application_link: { readonly organisation: string; readonly url: string; readonly expiresAt: string };
  /** To an applicant. `message` is the CERT's reason, in lines. */
  readonly application_refused: { readonly organisation: string; readonly message: string; readonly url: string };
  /** To a role address of the domain, whose reader may never have heard of any of it. */
  readonly domain_proof: {
    readonly domain: string;
    readonly organisation: string;
    readonly askedBy: string;
    readonly askedByEmail: string;
    readonly url: string;
    readonly expiresAt: string;
  };
  readonly email_confirmation: { readonly url: string; readonly expiresAt: string };
  /** Somebody named this address as a place for alerts; `organisation` where it is one's shared address. */
  readonly endpoint_confirmation: { readonly organisation?: string; readonly url: string; readonly expiresAt: string };
  /** Double opt-in of a reader without an account; `criteria` in words. */
  readonly public_subscription_confirmation: { readonly criteria: readonly string[]; readonly url: string; readonly expiresAt: string };
  readonly password_reset: { readonly url: string; readonly expiresAt: string };
  /** `endpoint` is the name or host, never the full address: its path may hold a secret. */
  readonly webhook_disabled_notice: {
    readonly stage: 'failing_for_1_hour' | 'failing_for_24_hours' | 'disabled';
    readonly endpoint: string;
    readonly failingSince: string;
    readonly lastError?: string;
    readonly url: string;
  };
  /** `daysLeft` is 0 or less once the key has expired. */
  readonly key_expiry_warning: {
    readonly fingerprint: string;
    readonly expiresAt: string;
    readonly daysLeft: number;
    readonly url: string;
  };
  /** To the mailbox itself, in clear: somebody gave a key that its AMBER mail is encrypted to from `usableAt` on. */
  readonly openpgp_key_notice: { readonly address: string; readonly fingerprint: string; readonly usableAt: string; readonly url: string };
  /** To an administrator of the organisation: alerts to `address`, one of its own, have stopped. */
  readonly suppression_notice: { readonly address: string; readonly reason: 'bounced' | 'complained'; readonly url: string };
  /** An urgent alert had no success by webhook in time. Says no more than a notice does; never for RED, which no webhook gets. */
  readonly urgent_fallback: {
    readonly label: TlpLabel;
    readonly trackingId: string;
    readonly webhooks: readonly FallenBack[];
    /** How many webhooks there are beyond those that are named. */
    readonly more: number;
    readonly url: string;
  };
  /** To the desk of the operating CERT: somebody reported an incident. Nothing of what was reported. */
  readonly incident_notice: { readonly reference: string; readonly url: string };
  /** To whoever reported it. */
  readonly incident_received: { readonly reference: string; readonly url: string };
  /** To those who wrote or scheduled a text: it was not published at its instant. Nothing of the text. */
  readonly release_refused: { readonly trackingId: string; readonly url: string };
  readonly sign_in_notice: { readonly at: string; readonly device: string; readonly address: string; readonly url: string };
}

export type AccountEmailKind = keyof AccountEmailParams;

/** A mail in words: its subject, its sentences, and what its link is called. */
export interface AccountWords {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly link: string;
}

/** The words of every account mail in one language. Names are cleaned and instants are written out before they come here. */
export type AccountWording = { readonly [Kind in AccountEmailKind]: (params: AccountEmailParams[Kind]) => AccountWords };

/** What somebody at the CERT wrote, one paragraph a line. */
export function linesOf(message: string): string[] {
  return message.split(/\s*\n\s*/u).filter((line) => line !== '');
}
