import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Address, Email } from 'postal-mime';
import { notFound } from '#libs/core';
import { CAPTURED_MAIL_ID, mailFolder } from './capturing-email-sender.js';
import type { CapturedMail, MailSummary } from './captured-mail.js';
import { mailboxPage, mailPage } from './mailbox-page.js';

/** Enough for the headers of any mail of ours; the list reads no more of each file. */
const HEADER_BYTES = 16_384;
const PARSER_LIMITS = { maxNestingDepth: 20, maxHeadersSize: 262_144 };

/** The mails that `CapturingEmailSender` kept, for tests and for the local mailbox page. */
export class Mailbox {
  private readonly folder: string;

  constructor(
    dataDir: string,
    /** Where the pages are served, without a slash at the end. */
    private readonly basePath = '/mailbox',
  ) {
    this.folder = mailFolder(dataDir);
  }

  /** The newest first. */
  async list(limit = 100): Promise<MailSummary[]> {
    const names = await readdir(this.folder).catch(() => []);
    const ids = names.filter((name) => name.endsWith('.eml')).map((name) => name.slice(0, -'.eml'.length));
    const newest = ids.filter((id) => CAPTURED_MAIL_ID.test(id)).sort().reverse().slice(0, limit); // prettier-ignore
    const mails = await Promise.all(newest.map((id) => this.summary(id)));
    return mails.filter((mail) => mail !== undefined);
  }

  /** Throws `not_found` for an unknown id. */
  async read(id: string): Promise<CapturedMail> {
    const mail = await parse(await this.raw(id));
    const attachments = mail.attachments.map(({ filename, mimeType, content }) => ({
      name: filename ?? 'without a name',
      type: mimeType,
      bytes: typeof content === 'string' ? content.length : content.byteLength,
    }));
    const headers = mail.headers.map(({ originalKey, value }) => ({ name: originalKey, value }));
    return { ...summaryOf(id, mail), headers, text: (mail.text ?? '').replace(/\r\n/g, '\n'), html: mail.html ?? '', attachments };
  }

  /** The message as it was sent. Throws `not_found` for an unknown id. */
  async raw(id: string): Promise<Buffer> {
    if (!CAPTURED_MAIL_ID.test(id)) throw notFound();
    return readFile(join(this.folder, `${id}.eml`)).catch(() => {
      throw notFound();
    });
  }

  /** A page of HTML with the newest mails. */
  async renderMailboxPage(): Promise<string> {
    return mailboxPage(await this.list(), this.basePath);
  }

  /** A page of HTML with one mail. Throws `not_found` for an unknown id. */
  async renderMailPage(id: string): Promise<string> {
    return mailPage(await this.read(id), this.basePath);
  }

  /** Nothing when it has been pruned meanwhile. */
  private async summary(id: string): Promise<MailSummary | undefined> {
    const file = await open(join(this.folder, `${id}.eml`)).catch(() => undefined);
    if (file === undefined) return undefined;
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
      const start = buffer.subarray(0, bytesRead);
      const end = start.indexOf('\r\n\r\n');
      return summaryOf(id, await parse(end === -1 ? start : start.subarray(0, end + 4)));
    } finally {
      await file.close();
    }
  }
}

async function parse(raw: Uint8Array): Promise<Email> {
  const { default: PostalMime } = await import('postal-mime');
  return PostalMime.parse(raw, PARSER_LIMITS);
}

function summaryOf(id: string, mail: Email): MailSummary {
  return { id, capturedAt: instantOf(id), from: shown([mail.from]), to: shown(mail.to ?? []), subject: mail.subject ?? '' };
}

/** `20261122T100000123Z-…` → `2026-11-22T10:00:00.123Z`. */
function instantOf(id: string): string {
  return id.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-.*$/, '$1-$2-$3T$4:$5:$6.$7Z');
}

function shown(addresses: readonly (Address | undefined)[]): string {
  return addresses
    .filter((address) => address !== undefined)
    .map(({ name, address }) => (address === undefined ? name : name === '' ? address : `${name} <${address}>`))
    .join(', ');
}
