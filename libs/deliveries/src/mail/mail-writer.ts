import { readFileSync } from 'node:fs';
import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { Clock, invalid } from '#libs/core';
import type { TlpLabel } from '#libs/access';
import type { RenderedEmail } from '#libs/renditions';
import { Inject, Injectable } from '@nestjs/common';
import { DkimSigner } from '../email/dkim.js';
import { prepareMessage } from '../email/message.js';
import type { BuiltMessage, PreparedMessage } from '../email/message.js';
import { MailLinks } from './mail-links.js';

export interface MailTraits {
  /** Of the advisory; a mail about the account has none. */
  readonly label?: TlpLabel;
  readonly mustBeEncrypted?: boolean;
  readonly holes?: readonly string[];
  /** A mail to a list that its reader may leave. */
  readonly isForSubscribers?: boolean;
}

/** Puts the installation's own name, domain and signature on every mail. */
@Injectable()
export class MailWriter {
  private readonly from: { readonly name: string; readonly address: string };
  private readonly dkim: DkimSigner | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly links: MailLinks,
  ) {
    this.from = readFrom(config.mailFrom);
    this.dkim = dkimOf(config);
  }

  prepare(mail: RenderedEmail, traits: MailTraits = {}): PreparedMessage {
    return prepareMessage({
      from: this.from,
      ...mail,
      date: this.clock.now(),
      ...(traits.label === undefined ? {} : { label: traits.label }),
      ...(traits.mustBeEncrypted === undefined ? {} : { mustBeEncrypted: traits.mustBeEncrypted }),
      ...(traits.holes === undefined ? {} : { holes: traits.holes }),
      ...(traits.isForSubscribers === true ? { listId: `alerts.${this.config.mailDomain}` } : {}),
      ...(this.dkim === undefined ? {} : { dkim: this.dkim }),
    });
  }

  /** A mail about the account. `id` is of what asked for it: a second copy of the same mail has the same Message-ID. */
  async aboutAccount(mail: RenderedEmail, to: string, id: string): Promise<BuiltMessage> {
    return this.prepare(mail).forRecipient({ to, messageId: this.links.messageId(id), returnPath: this.links.returnPath(id) });
  }
}

/** `Name <address>` or an address. */
function readFrom(text: string): { name: string; address: string } {
  const [, name = '', address = ''] = /^\s*(?:"?([^"<]*?)"?\s*<)?([^<>\s]+@[^<>\s]+)>?\s*$/.exec(text) ?? [];
  if (address === '') throw invalid([{ path: 'MAIL_FROM', expected: 'Name <address>', received: text }]);
  return { name, address };
}

function dkimOf(config: Config): DkimSigner | undefined {
  if (config.dkimSelector === undefined || config.dkimKeyFile === undefined) return undefined;
  return new DkimSigner([
    { domain: config.mailDomain, selector: config.dkimSelector, privateKey: readFileSync(config.dkimKeyFile, 'utf8') },
  ]);
}
