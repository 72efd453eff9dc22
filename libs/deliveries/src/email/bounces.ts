import type { Email } from 'postal-mime';
import { DomainError, invalid } from '#libs/core';

export { bounceAddress, deliveryOfBounceAddress } from './return-path.js';

/** One recipient's part of a delivery status notification (RFC 3464). */
export interface BounceReport {
  /** The address as the notification names it; whose delivery it was is known from the return path alone. */
  readonly recipient: string;
  readonly action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded';
  /** RFC 3463, as in `5.1.1`. */
  readonly status: string;
  /** The mailbox is gone: suppress after one. Otherwise it is counted (five in seven days). */
  readonly permanent: boolean;
  /** What the last server said, at most 300 characters. */
  readonly diagnostic?: string;
}

/** An abuse report (RFC 5965): a reader called our mail unwanted. */
export interface ComplaintReport {
  readonly feedbackType: string;
  /** Often left out by providers for privacy. */
  readonly recipient?: string;
  /** The return path of the mail complained about, if the report holds it. */
  readonly returnPath?: string;
  /** Message-ID of the mail complained about, without brackets. */
  readonly messageId?: string;
}

const MAX_REPORT_BYTES = 1_048_576;
const PARSER = { forceRfc822Attachments: true, attachmentEncoding: 'utf8', maxNestingDepth: 10, maxHeadersSize: 131_072 } as const;
const ACTIONS = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const;

/**
 * Statuses that say that this mailbox will never take mail: 5.1.x bad address (but 5.1.7 and 5.1.8, which are about the sender), 5.2.1 disabled,
 * 5.4.4 no such domain to route to. A full mailbox (5.2.2), a policy (5.7.x) or content (5.6.x) may pass.
 */
const DEAD_STATUS = /^5\.(1\.(0|1|2|3|4|6|9|10)|2\.1|4\.4)$/;

export function isAddressDead(status: string): boolean {
  return DEAD_STATUS.test(status);
}

/** The reports in a bounce message, one for each recipient; none if it is not a delivery status notification. Throws `invalid` over 1 MB, or for what no reader of mail takes. */
export async function parseBounce(raw: Uint8Array): Promise<BounceReport[]> {
  const mail = await parseReport(raw);
  const notification = partOf(mail, /^message\/(global-)?delivery-status$/);
  if (notification === undefined) return [];
  // The block about the message itself (RFC 3464 section 2.2) names no recipient and gives no report.
  return blocksOf(notification).flatMap(readRecipient);
}

function readRecipient(fields: ReadonlyMap<string, string>): BounceReport[] {
  const recipient = afterType(fields.get('final-recipient') ?? fields.get('original-recipient'));
  const action = ACTIONS.find((name) => name === fields.get('action')?.toLowerCase());
  const status = /^[245]\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0];
  if (recipient === undefined || action === undefined || status === undefined) return [];
  const diagnostic = afterType(fields.get('diagnostic-code'))?.slice(0, 300);
  return [{ recipient, action, status, permanent: action === 'failed' && isAddressDead(status), ...(diagnostic && { diagnostic }) }];
}

/** The complaint in an abuse report, or nothing if it is not one. Throws `invalid` over 1 MB, or for what no reader of mail takes. */
export async function parseComplaint(raw: Uint8Array): Promise<ComplaintReport | undefined> {
  const mail = await parseReport(raw);
  const report = partOf(mail, /^message\/feedback-report$/);
  const fields = report === undefined ? undefined : blocksOf(report)[0];
  const feedbackType = fields?.get('feedback-type')?.toLowerCase();
  if (fields === undefined || feedbackType === undefined) return undefined;
  const original = blocksOf(partOf(mail, /^(message\/rfc822|text\/rfc822-headers)$/) ?? '')[0];
  const recipient = unbracketed(fields.get('original-rcpt-to'));
  const returnPath = unbracketed(fields.get('original-mail-from') ?? original?.get('return-path'));
  const messageId = unbracketed(original?.get('message-id'));
  return { feedbackType, ...(recipient && { recipient }), ...(returnPath && { returnPath }), ...(messageId && { messageId }) };
}

async function parseReport(raw: Uint8Array): Promise<Email> {
  if (raw.byteLength > MAX_REPORT_BYTES)
    throw invalid([{ path: 'message', expected: 'at most 1 MB', received: `${raw.byteLength} bytes` }]);
  try {
    const { default: PostalMime } = await import('postal-mime');
    return await PostalMime.parse(raw, PARSER);
  } catch (cause) {
    throw new DomainError('invalid', 'INVALID_INPUT', 'This message cannot be read.', {
      cause,
      issues: [{ path: 'message', expected: 'a mail' }],
    });
  }
}

function partOf(mail: Email, type: RegExp): string | undefined {
  const content = mail.attachments.find(({ mimeType }) => type.test(mimeType))?.content;
  return typeof content === 'string' ? content : undefined;
}

/** Blocks of `Name: value` lines, parted by empty lines; folded lines joined. Of a field that comes twice the first one counts. */
function blocksOf(text: string): ReadonlyMap<string, string>[] {
  const unfolded = text.replace(/\r\n?/g, '\n').replace(/\n[ \t]+/g, ' ');
  const blocks = unfolded.split(/\n{2,}/, 64).map((block) => {
    const fields = new Map<string, string>();
    for (const line of block.split('\n')) {
      const [, name, value] = /^([\w-]{1,60}):[ \t]*(.*)$/.exec(line) ?? [];
      if (name !== undefined && value !== undefined && !fields.has(name.toLowerCase())) fields.set(name.toLowerCase(), value.trim());
    }
    return fields;
  });
  return blocks.filter(({ size }) => size > 0);
}

/** `rfc822; user@example.org` → `user@example.org`. */
function afterType(value: string | undefined): string | undefined {
  return unbracketed(value?.slice(value.indexOf(';') + 1));
}

function unbracketed(value: string | undefined): string | undefined {
  const bare = value?.trim().replace(/^<(.*)>$/, '$1');
  return bare === '' ? undefined : bare;
}
