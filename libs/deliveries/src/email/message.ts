import type { TlpLabel } from '#libs/access';
import { labelText } from '#libs/access';
import { invalid } from '#libs/core';
import { parseEmailAddress } from '#libs/subscriptions';
import type { RecipientKey } from '#libs/subscriptions';
import { dkimBodyHash } from './dkim.js';
import type { DkimSigner } from './dkim.js';
import type { EmailEnvelope } from './email-sender.js';
import { encodeHeaderText, headerLine, mailbox } from './header.js';
import { prepareBody } from './mime-body.js';
import type { Fill } from './mime-body.js';
import { encryptForRecipient } from './openpgp.js';

/** What all recipients of one mail have in common. */
export interface MessageDraft {
  readonly from: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly date: Date;
  /** Of the advisory or digest; a mail about the account has none. Subject and text must show it, or the mail is not built. */
  readonly label?: TlpLabel;
  /** AMBER content: `forRecipient` refuses, only `encryptedFor` builds it. */
  readonly mustBeEncrypted?: boolean;
  /** RFC 2919, as in `alerts.harbourlight.example`. */
  readonly listId?: string;
  /** Markers from `newHole` that stand in text or html. */
  readonly holes?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly dkim?: DkimSigner;
}

/** What is one recipient's own. */
export interface MessageRecipient {
  readonly to: string;
  /** Without brackets, of the delivery (`deliveryMessageId`): the same on every retry, so that a second copy can be recognised. */
  readonly messageId: string;
  /** Where bounces of this delivery come back to (`bounceAddress`). */
  readonly returnPath: string;
  /** https; only for a subscription that its reader may end, never on a mandatory notice (RFC 8058). */
  readonly unsubscribeUrl?: string;
  /** Message ids of earlier mails about the same advisory, oldest first, without brackets (RFC 5322 section 3.6.4). */
  readonly earlier?: readonly string[];
  readonly fill?: Fill;
}

export interface BuiltMessage {
  readonly envelope: EmailEnvelope;
  /** The whole message, 7-bit, CRLF line ends, signed. */
  readonly raw: Buffer;
}

export interface PreparedMessage {
  forRecipient(recipient: MessageRecipient): Promise<BuiltMessage>;
  /** PGP/MIME (RFC 3156). The subject is `outerSubject`, which may hold the label and a reference and nothing else; the real one travels inside. */
  encryptedFor(recipient: MessageRecipient, key: RecipientKey, outerSubject: string): Promise<BuiltMessage>;
}

/** These are made here and nowhere else, so that each is there exactly once (RFC 8058 section 3.1, RFC 5322 section 3.6). */
const OWN_HEADERS: ReadonlySet<string> = new Set([
  'from', 'sender', 'to', 'cc', 'bcc', 'subject', 'date', 'message-id', 'mime-version', 'auto-submitted', 'return-path', 'x-tlp', 'dkim-signature',
  'received', 'feedback-id', 'in-reply-to', 'references',
]); // prettier-ignore

/** Builds the unchanging parts once; each recipient then costs a few header lines and the signature. Throws `invalid` for what cannot be a mail. */
export function prepareMessage(draft: MessageDraft): PreparedMessage {
  refuseUnlabelled(draft, draft.subject);
  const body = prepareBody(draft.text, draft.html, draft.holes ?? []);
  const common = commonHeaders(draft);
  const filled = (fill: Fill) => contentOf(draft, body.contentType, body.render(fill));
  const whole = body.hasHoles ? undefined : filled({});
  return {
    forRecipient: async (recipient) => {
      if (draft.mustBeEncrypted === true) throw new Error('This mail may only leave encrypted.');
      return assemble(draft, recipient, [...common, ...ownHeaders(recipient, draft.subject)], whole ?? filled(recipient.fill ?? {}));
    },
    encryptedFor: async (recipient, key, outerSubject) => {
      refuseUnlabelled(draft, outerSubject);
      const inside = { contentType: body.contentType, subject: encodeHeaderText(draft.subject), body: body.render(recipient.fill ?? {}) };
      const { contentType, body: outside } = await encryptForRecipient(inside, key);
      return assemble(draft, recipient, [...common, ...ownHeaders(recipient, outerSubject)], contentOf(draft, contentType, outside));
    },
  };
}

/** `<delivery id>@<domain>`: one alert has one Message-ID, however often it is sent. */
export function deliveryMessageId(deliveryId: string, domain: string): string {
  return `${deliveryId.toLowerCase()}@${domain}`;
}

/** The last line before a mail without its marking (TLP 2.0 section 2): nothing is sent that does not say who may read it. */
function refuseUnlabelled({ label, text, html }: MessageDraft, subject: string): void {
  if (label === undefined) return;
  for (const [path, shown] of Object.entries({ subject, text, html })) {
    if (!showsLabel(shown, label))
      throw invalid([{ path, expected: labelText(label), received: shown.slice(0, 100) }], 'A mail must show its label.');
  }
}

/** `TLP:AMBER+STRICT` does not show `TLP:AMBER`. */
function showsLabel(text: string, label: TlpLabel): boolean {
  return text.split(labelText(label)).some((after, index) => index > 0 && !/^[A-Z+]/.test(after));
}

function commonHeaders(draft: MessageDraft): string[] {
  const from = parseEmailAddress(draft.from.address, 'from');
  const extra = Object.entries(draft.headers ?? {});
  const taken = extra.find(([name]) => OWN_HEADERS.has(name.toLowerCase()) || /^(list|content|resent|dkim|arc)-/i.test(name));
  if (taken !== undefined) throw invalid([{ path: `headers.${taken[0]}`, expected: 'a header that is not made here' }]);
  if (draft.listId !== undefined && !/^[a-z0-9.-]{3,200}$/i.test(draft.listId))
    throw invalid([{ path: 'listId', expected: 'a name with dots' }]);
  return [
    headerLine('From', mailbox(draft.from.name, from.address)),
    headerLine('Date', draft.date.toUTCString().replace('GMT', '+0000')),
    'MIME-Version: 1.0',
    'Auto-Submitted: auto-generated',
    ...(draft.label === undefined ? [] : [headerLine('X-TLP', labelText(draft.label))]),
    ...(draft.listId === undefined ? [] : [headerLine('List-Id', `<${draft.listId}>`)]),
    ...extra.map(([name, value]) => headerLine(name, encodeHeaderText(value))),
  ];
}

const MESSAGE_ID = /^[a-z0-9.+-]{1,100}@[a-z0-9.-]{1,253}$/i;

function ownHeaders({ to, messageId, unsubscribeUrl, earlier = [] }: MessageRecipient, subject: string): string[] {
  const wrong = [messageId, ...earlier].find((id) => !MESSAGE_ID.test(id));
  if (wrong !== undefined) throw invalid([{ path: 'messageId', expected: 'id@domain', received: wrong }]);
  return [
    headerLine('To', `<${parseEmailAddress(to, 'to').address}>`),
    headerLine('Subject', encodeHeaderText(subject)),
    headerLine('Message-ID', `<${messageId}>`),
    ...threadHeaders(earlier),
    ...(unsubscribeUrl === undefined ? [] : unsubscribeHeaders(unsubscribeUrl)),
  ];
}

/** So that mail programs show an update below the alert that it updates (RFC 5322 section 3.6.4). */
function threadHeaders(earlier: readonly string[]): string[] {
  const last = earlier.at(-1);
  if (last === undefined) return [];
  return [headerLine('In-Reply-To', `<${last}>`), headerLine('References', earlier.map((id) => `<${id}>`).join(' '))];
}

/** RFC 8058 section 3.1 asks for https. On a loopback address, where nobody has a certificate, plain http shows the same way. */
const ONE_CLICK_ADDRESS = /^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/])[^\s<>"]{1,800}$/;

export function isOneClickAddress(url: string): boolean {
  return ONE_CLICK_ADDRESS.test(url);
}

function unsubscribeHeaders(url: string): string[] {
  if (!isOneClickAddress(url)) throw invalid([{ path: 'unsubscribeUrl', expected: 'an https address', received: url.slice(0, 100) }]);
  return [headerLine('List-Unsubscribe', `<${url}>`), 'List-Unsubscribe-Post: List-Unsubscribe=One-Click'];
}

interface Content {
  readonly contentType: string;
  readonly body: string;
  /** Absent where nothing is signed. */
  readonly hash: string | undefined;
}

function contentOf(draft: MessageDraft, contentType: string, body: string): Content {
  return { contentType, body, hash: draft.dkim === undefined ? undefined : dkimBodyHash(body) };
}

async function assemble(
  { dkim }: MessageDraft,
  { to, returnPath }: MessageRecipient,
  headers: readonly string[],
  content: Content,
): Promise<BuiltMessage> {
  const lines = [...headers, headerLine('Content-Type', content.contentType)];
  const signatures = dkim === undefined || content.hash === undefined ? [] : await dkim.sign(lines, content.hash);
  return {
    envelope: { from: parseEmailAddress(returnPath, 'returnPath').address, to: parseEmailAddress(to, 'to').address },
    raw: Buffer.from(`${[...signatures, ...lines].join('\r\n')}\r\n\r\n${content.body}`, 'latin1'),
  };
}
