import { createHmac, timingSafeEqual } from 'node:crypto';
import { invalid } from '#libs/core';

/** 80 bits: with `bounce+` and a UUID the local part has exactly the 64 octets it may have (RFC 5321 section 4.5.3.1.1). */
const MAC_HEX_LENGTH = 20;
const BOUNCE = /^bounce\+([0-9a-z-]{1,36})\.([0-9a-f]{20})@([a-z0-9.-]+)$/;

/**
 * The envelope sender of one delivery (VERP): `bounce+<delivery id>.<mac>@<domain>`, so that a bounce names its delivery whatever its text says,
 * and none can be forged. All in lower case, because mail servers may change the case.
 */
export function bounceAddress(deliveryId: string, secret: string, domain: string): string {
  const id = deliveryId.toLowerCase();
  if (!/^[0-9a-z-]{1,36}$/.test(id))
    throw invalid([{ path: 'deliveryId', expected: '1 to 36 letters, digits or hyphens', received: deliveryId }]);
  return `bounce+${id}.${mac(id, secret)}@${domain.toLowerCase()}`;
}

/** The delivery that a bounce came back to, or nothing if the address was not made by us. Several secrets: the newest and those before it. */
export function deliveryOfBounceAddress(address: string, secrets: readonly string[], domain: string): string | undefined {
  const [, id, given, at] = BOUNCE.exec(address.trim().toLowerCase()) ?? [];
  if (id === undefined || given === undefined || at !== domain.toLowerCase()) return undefined;
  return secrets.some((secret) => timingSafeEqual(Buffer.from(given), Buffer.from(mac(id, secret)))) ? id : undefined;
}

function mac(id: string, secret: string): string {
  return createHmac('sha256', secret).update(`bounce address v1\0${id}`).digest('hex').slice(0, MAC_HEX_LENGTH);
}
