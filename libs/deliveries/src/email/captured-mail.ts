export interface MailSummary {
  readonly id: string;
  /** ISO 8601. */
  readonly capturedAt: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
}

export interface CapturedMail extends MailSummary {
  /** As they stand in the message, in order. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly { readonly name: string; readonly type: string; readonly bytes: number }[];
}
