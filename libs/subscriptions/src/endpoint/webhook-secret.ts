import { randomBytes } from 'node:crypto';

/** Standard Webhooks 1.0.0, "Signature scheme": 24 to 64 bytes. */
const SECRET_BYTES = 32;

/** A new symmetric secret for one endpoint: `whsec_` and 32 random bytes in base64. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}
