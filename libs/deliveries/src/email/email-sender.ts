/** Who a message is from and for on the way; exactly one recipient, so that nobody learns of another. */
export interface EmailEnvelope {
  /** The return path, where bounces go. */
  readonly from: string;
  readonly to: string;
}

/**
 * Why a mail was not accepted. Stable: shown to organisations and used in filters. `SMTP_<code>` is the other server's reply; of the rest, those
 * before `UNKNOWN` are about the way there and never about the recipient.
 */
export type EmailError =
  | `SMTP_${number}`
  | 'CONNECT'
  | 'TIMEOUT'
  | 'DNS'
  | 'TLS'
  | 'SMTP_AUTH'
  | 'SENDER_REFUSED'
  | 'MESSAGE_TOO_LARGE'
  | 'RECIPIENT_REFUSED'
  | 'DISK'
  | 'UNKNOWN';

export interface EmailOutcome {
  /** `sent` the other server accepted it; `retry` try again on schedule; `rejected` for good. */
  readonly kind: 'sent' | 'retry' | 'rejected';
  /** SMTP reply code. */
  readonly statusCode?: number;
  /** RFC 3463, as in `5.1.1`. */
  readonly enhancedCode?: string;
  readonly error?: EmailError;
  /** With `rejected`: the mailbox itself is gone, as after a hard bounce, so that the address is to be suppressed. */
  readonly isAddressDead?: boolean;
  readonly durationMs: number;
  /** What the other server said, at most 300 characters, without control characters. Escape it where it is shown. */
  readonly response?: string;
}

/** Sends one message to one recipient. A bad server is an outcome and never a throw. */
export abstract class EmailSender {
  abstract send(envelope: EmailEnvelope, raw: Buffer): Promise<EmailOutcome>;

  /** Ends kept connections. Messages that are still waiting come back as `retry`. */
  abstract close(): Promise<void>;
}
