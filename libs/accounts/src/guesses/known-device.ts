import { createHash } from 'node:crypto';
import { SecretBox } from '#libs/config';
import { randomSecret } from '#libs/core';
import { Injectable } from '@nestjs/common';

const PURPOSES = { password: 'known-device', secondFactor: 'known-device second factor' } as const;

/** What tries are counted under. An address is never stored: whether it has an account must not be read from the counts. */
export function accountKey(email: string): string {
  return createHash('sha256').update(email.toLowerCase()).digest('base64url');
}

export interface KnownDevice {
  /** Its name in the counts. */
  readonly name: string;
  readonly hasPassedSecondFactor: boolean;
}

/**
 * A device on which somebody signed in to the account before. Its tries are counted apart, so that whoever guesses from elsewhere
 * cannot keep the owner out (OWASP: device cookies). It proves nothing else. A password alone makes a device known for passwords alone:
 * whoever has the password could otherwise make any number of devices, each with its own tries at the second factor.
 */
@Injectable()
export class KnownDevices {
  constructor(private readonly box: SecretBox) {}

  /** What the device shows the next time: the token that it has, unless it has none or has come to more. */
  tokenFor(account: string, current: string | undefined, hasPassedSecondFactor: boolean): string {
    const known = this.read(account, current);
    if (current !== undefined && known && (known.hasPassedSecondFactor || !hasPassedSecondFactor)) return current;
    const nonce = randomSecret(16);
    const purpose = hasPassedSecondFactor ? PURPOSES.secondFactor : PURPOSES.password;
    return `${nonce}.${this.box.sign(purpose, `${account} ${nonce}`)}`;
  }

  /** The device, or undefined where the token is not one of ours for this account. */
  read(account: string, token: string | undefined): KnownDevice | undefined {
    const [name = '', signature = ''] = token?.split('.') ?? [];
    const signed = `${account} ${name}`;
    if (this.box.isSignedBy(PURPOSES.secondFactor, signed, signature)) return { name, hasPassedSecondFactor: true };
    return this.box.isSignedBy(PURPOSES.password, signed, signature) ? { name, hasPassedSecondFactor: false } : undefined;
  }
}
