import { createHash } from 'node:crypto';
import { SecretBox } from '#libs/config';
import { randomSecret } from '#libs/core';
import { Injectable } from '@nestjs/common';

const PURPOSE = 'known-device';

/** What tries are counted under. An address is never stored: whether it has an account must not be read from the counts. */
export function accountKey(email: string): string {
  return createHash('sha256').update(email.toLowerCase()).digest('base64url');
}

/**
 * A device on which somebody signed in to the account before. Its tries are counted apart, so that whoever guesses from elsewhere
 * cannot keep the owner out (OWASP: device cookies). It proves nothing else.
 */
@Injectable()
export class KnownDevices {
  constructor(private readonly box: SecretBox) {}

  newToken(account: string): string {
    const nonce = randomSecret(16);
    return `${nonce}.${this.box.sign(PURPOSE, `${account} ${nonce}`)}`;
  }

  /** The device's name in the counts, or undefined where the token is not one of ours for this account. */
  read(account: string, token: string | undefined): string | undefined {
    const [nonce = '', signature = ''] = token?.split('.') ?? [];
    return this.box.isSignedBy(PURPOSE, `${account} ${nonce}`, signature) ? nonce : undefined;
  }
}
