import { rootCertificates } from 'node:tls';
import { invalid } from '#libs/core';
import { isAddressDead } from './bounces.js';
import { EmailSender } from './email-sender.js';
import type { EmailEnvelope, EmailError, EmailOutcome } from './email-sender.js';
import { SmtpConnections } from './smtp-connections.js';
import type { SmtpServer } from './smtp-connections.js';

export interface SmtpOptions {
  /** `smtps://user:password@host:465` or `smtp://…:587`. Credentials percent-encoded. */
  readonly url: string;
  /** Connections kept at once; 5 unless told. */
  readonly poolSize?: number;
  /** The name we greet with: that of this sender, as DNS knows it. */
  readonly localName?: string;
  /** Certificate authorities in PEM beside the usual ones. */
  readonly certificateAuthorities?: readonly string[];
  /** A message's whole time in milliseconds, waiting for a connection included; two minutes unless told. */
  readonly totalMs?: number;
}

const CONNECT_MS = 10_000;
const SILENCE_MS = 60_000;
const TOTAL_MS = 120_000;
const POOL_SIZE = 5;

/**
 * Hands messages to one SMTP server over a pool of connections. TLS from the start (`smtps:`) or STARTTLS, which is required except to this machine
 * or with `?ignoreTLS=true` in the address (for a relay on a network of one's own).
 */
export class SmtpEmailSender extends EmailSender {
  private readonly connections: SmtpConnections;

  /** Throws `invalid` for an address that is not one of an SMTP server. */
  constructor(private readonly options: SmtpOptions) {
    super();
    this.connections = new SmtpConnections(serverOf(options));
  }

  async send(envelope: EmailEnvelope, raw: Buffer): Promise<EmailOutcome> {
    const startedAt = performance.now();
    const duration = () => Math.round(performance.now() - startedAt);
    try {
      const response = await this.connections.send(envelope, raw, this.options.totalMs ?? TOTAL_MS);
      return { kind: 'sent', durationMs: duration(), ...said(response) };
    } catch (error) {
      return { ...failure(Object(error) as SmtpFailure), durationMs: duration() };
    }
  }

  close(): Promise<void> {
    this.connections.close();
    return Promise.resolve();
  }
}

function serverOf(options: SmtpOptions): SmtpServer {
  const url = readUrl(options.url);
  const tls = tlsRuleOf(url);
  const authorities = options.certificateAuthorities;
  return {
    maxConnections: options.poolSize ?? POOL_SIZE,
    ...(url.username === '' ? {} : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    connection: {
      host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: url.port === '' ? (tls.secure ? 465 : 587) : Number(url.port),
      ...tls,
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      dnsTimeout: CONNECT_MS,
      socketTimeout: SILENCE_MS,
      logger: false,
      tls: { minVersion: 'TLSv1.2', rejectUnauthorized: true, ...(authorities && { ca: [...rootCertificates, ...authorities] }) },
      ...(options.localName === undefined ? {} : { name: options.localName }),
    },
  };
}

/** Exactly one of the three holds. */
export function tlsRuleOf(url: URL): { readonly secure: boolean; readonly requireTLS: boolean; readonly ignoreTLS: boolean } {
  const secure = url.protocol === 'smtps:';
  const isPlainAllowed = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname) || url.searchParams.get('ignoreTLS') === 'true';
  return { secure, requireTLS: !secure && !isPlainAllowed, ignoreTLS: !secure && isPlainAllowed };
}

/** The message never repeats the address, which may hold a password. */
function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && /^smtps?:$/.test(url.protocol) && url.hostname !== '') return url;
  throw invalid([{ path: 'SMTP_URL', expected: 'smtps://user:password@host:465 or smtp://user:password@host:587' }]);
}

interface SmtpFailure {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly message?: string;
}

/** Codes of nodemailer and of sockets → ours, where the other server said nothing. */
const FAILURES: Readonly<Record<string, EmailError>> = {
  ETIMEDOUT: 'TIMEOUT',
  EABORT: 'TIMEOUT',
  EDNS: 'DNS',
  ETLS: 'TLS',
  EAUTH: 'SMTP_AUTH',
  ENOAUTH: 'SMTP_AUTH',
  EOAUTH2: 'SMTP_AUTH',
  ECONNECTION: 'CONNECT',
  ESOCKET: 'CONNECT',
  EPROTOCOL: 'CONNECT',
};

/** These say that the session or our own account was wrong, not the recipient: 503 sequence, 530 and 535 authentication, 538 encryption. */
const ABOUT_US: ReadonlySet<number> = new Set([503, 530, 534, 535, 538]);

function failure({ code = '', command = '', responseCode, response, message }: SmtpFailure): Omit<EmailOutcome, 'durationMs'> {
  if (code === 'EMESSAGE' && responseCode === undefined && /size/i.test(message ?? ''))
    return { kind: 'rejected', error: 'MESSAGE_TOO_LARGE' };
  if (responseCode === undefined || code === 'EAUTH') return { kind: 'retry', error: withoutReply(code, message), ...said(response) };
  const reply = { statusCode: responseCode, ...said(response) };
  const isAboutRecipient = /^(RCPT TO|DATA)/.test(command) && !ABOUT_US.has(responseCode);
  // A sender or greeting that is refused is ours to repair; meanwhile no alert may be given up.
  if (responseCode < 500 || !isAboutRecipient) {
    const error = responseCode >= 500 && command.startsWith('MAIL FROM') ? 'SENDER_REFUSED' : (`SMTP_${responseCode}` as const);
    return { kind: 'retry', error, ...reply };
  }
  const isDead = command.startsWith('RCPT TO') && isAddressDead(reply.enhancedCode ?? '');
  return { kind: 'rejected', error: `SMTP_${responseCode}`, isAddressDead: isDead, ...reply };
}

/** nodemailer calls a certificate that fails a socket error; only its words tell. */
function withoutReply(code: string, message = ''): EmailError {
  if (code === 'ESOCKET' && /certificate|altname|ssl|tls/i.test(message)) return 'TLS';
  return FAILURES[code] ?? 'UNKNOWN';
}

function said(response: string | undefined): { response?: string; enhancedCode?: string } {
  if (response === undefined || response === '') return {};
  const enhanced = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1];
  const text = response
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, 300);
  return { response: text, ...(enhanced === undefined ? {} : { enhancedCode: enhanced }) };
}
