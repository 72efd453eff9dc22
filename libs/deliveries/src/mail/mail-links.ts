import type { Language } from '#libs/advisories';
import { CONFIG, SecretBox } from '#libs/config';
import type { Config } from '#libs/config';
import { UNSUBSCRIBE_PURPOSE, unsubscribeToken } from '#libs/subscriptions';
import type { UnsubscribeTarget } from '#libs/subscriptions';
import { Inject, Injectable } from '@nestjs/common';
import { bounceAddress } from '../email/bounces.js';
import { deliveryMessageId, isOneClickAddress } from '../email/message.js';
import type { MessageRecipient } from '../email/message.js';

/** The secrets under which addresses in mails are signed; the api verifies with the same. */
export const BOUNCE_PURPOSE = 'bounce-address';

/** The part of the public site in each language. */
const SITE_OF: Readonly<Record<Language, string>> = { en: 'en', 'zh-Hant': 'tc', 'zh-Hans': 'sc' };

/** Every address that stands in a mail, in one place. People are led to the pages of the portal, mail programs to the api. */
@Injectable()
export class MailLinks {
  private readonly unsubscribeSecret: string;
  readonly bounceSecret: string;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    secretBox: SecretBox,
  ) {
    this.unsubscribeSecret = secretBox.sign(UNSUBSCRIBE_PURPOSE, 'v1');
    this.bounceSecret = secretBox.sign(BOUNCE_PURPOSE, 'v1');
  }

  /** A page of the portal that acts on a token from a mail once its button is pressed, in the language of the mail and not of the browser. */
  page(name: string, token: string, language: Language): string {
    return `${this.config.publicWebUrl}/links/${name}/${encodeURIComponent(token)}?lang=${language}`;
  }

  /** Where a mail program unsubscribes by a POST without cookie and Origin (RFC 8058 section 3.1): the portal refuses such a form. */
  oneClick(token: string): string {
    return `${this.config.publicApiUrl}/links/unsubscribe/${encodeURIComponent(token)}`;
  }

  unsubscribeToken({ endpointId, subscriptions }: UnsubscribeTarget): string {
    return unsubscribeToken({ endpointId, subscriptions }, this.unsubscribeSecret);
  }

  /**
   * Where the reader of a mail sees what brings it, and changes that: of an account its subscriptions; of the public, who have none, the page that
   * names them, ends them and leads to the form, or the form alone where nothing is left to end.
   */
  manage(isPublic: boolean, token: string | undefined, language: Language): string {
    if (!isPublic) return this.subscriptions;
    const site = `${this.config.publicWebUrl}/${SITE_OF[language]}`;
    return token === undefined ? `${site}/subscribe` : `${site}/unsubscribe/${encodeURIComponent(token)}`;
  }

  /** Where the reader manages what they get. */
  get subscriptions(): string {
    return `${this.config.publicWebUrl}/subscriptions`;
  }

  /** Where the key of a mailbox is seen and taken away. */
  get endpoints(): string {
    return `${this.config.publicWebUrl}/endpoints`;
  }

  get deliveries(): string {
    return `${this.config.publicWebUrl}/deliveries`;
  }

  advisory(trackingId: string): string {
    return `${this.config.publicWebUrl}/advisories/${trackingId}`;
  }

  /** Where the desk works on an advisory. */
  desk(trackingId: string): string {
    return `${this.config.publicWebUrl}/console/advisories/${trackingId}`;
  }

  /** What is one recipient's own in the headers of an alert. */
  headersFor(
    { id, address }: { readonly id: string; readonly address: string },
    unsubscribeToken: string | undefined,
    earlier: readonly string[] = [],
  ): MessageRecipient {
    const unsubscribeUrl = unsubscribeToken === undefined ? '' : this.oneClick(unsubscribeToken);
    return {
      to: address,
      messageId: this.messageId(id),
      returnPath: this.returnPath(id),
      ...(earlier.length === 0 ? {} : { earlier: earlier.map((delivery) => this.messageId(delivery)) }),
      ...(isOneClickAddress(unsubscribeUrl) ? { unsubscribeUrl } : {}),
    };
  }

  returnPath(deliveryId: string): string {
    return bounceAddress(deliveryId, this.bounceSecret, this.config.mailDomain);
  }

  messageId(id: string): string {
    return deliveryMessageId(id, this.config.mailDomain);
  }
}
