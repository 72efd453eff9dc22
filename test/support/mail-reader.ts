import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { until } from './journey-visitor.js';

export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** As it would have travelled. */
  readonly raw: string;
  readonly attachments: readonly string[];
}

/** Reads the mails that were captured in a data folder, as the people they were sent to would. */
export class MailReader {
  private readonly known = new Map<string, Mail>();

  constructor(private readonly dataDir: string) {}

  /** The oldest first. */
  async all(): Promise<Mail[]> {
    const folder = join(this.dataDir, 'mail');
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml')).sort();
    for (const name of names) if (!this.known.has(name)) this.known.set(name, await readMail(await readFile(join(folder, name))));
    return names.flatMap((name) => this.known.get(name) ?? []);
  }

  async to(address: string): Promise<Mail[]> {
    return (await this.all()).filter((mail) => mail.to.includes(address));
  }

  /** The newest mail to an address that holds some text, once it has come. */
  async waitFor(address: string, text: string, withinMs?: number): Promise<Mail> {
    return until(
      `a mail to ${address} with ${JSON.stringify(text)}`,
      async () => (await this.to(address)).findLast((mail) => wordsOf(mail).includes(text)),
      withinMs,
    );
  }

  /** The path of a link of ours (`/links/<page>/<token>`) in the newest mail to an address. */
  async linkTo(address: string, page: string): Promise<string> {
    const mail = await this.waitFor(address, `/links/${page}/`);
    return linkIn(mail, page);
  }
}

export async function readMail(bytes: Uint8Array): Promise<Mail> {
  const mail = await PostalMime.parse(bytes);
  return {
    to: (mail.to ?? []).flatMap(({ address }) => address ?? []),
    subject: mail.subject ?? '',
    text: (mail.text ?? '').replaceAll('\r\n', '\n'),
    html: mail.html ?? '',
    headers: new Map(mail.headers.map(({ key, value }) => [key.toLowerCase(), value])),
    raw: Buffer.from(bytes).toString('latin1'),
    attachments: mail.attachments.map(({ content }) =>
      typeof content === 'string'
        ? content
        : Buffer.from(content instanceof ArrayBuffer ? new Uint8Array(content) : content).toString('utf8'),
    ),
  };
}

/** Everything that a reader or a mail server on the way can read of it, decoded. */
export function wordsOf({ subject, text, html, headers, raw, attachments }: Mail): string {
  return [subject, text, html, ...headers.values(), raw, ...attachments].join('\n');
}

export function linkIn(mail: Mail, page: string): string {
  const found = new RegExp(`https?://[^\\s"<>)]+(/links/${page}/[^\\s"<>)]+)`).exec(mail.text)?.[1];
  if (found === undefined) throw new Error(`no link to ${page} in: ${mail.text}`);
  return found;
}
