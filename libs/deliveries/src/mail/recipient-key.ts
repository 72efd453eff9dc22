import { DomainError } from '#libs/core';
import { readPublicKey } from '#libs/subscriptions';
import type { RecipientKey } from '#libs/subscriptions';

/** The key of a recipient, fit to encrypt to at `now`. Throws `unavailable` with code OPENPGP_KEY_UNUSABLE where it no longer is. */
export async function recipientKey({ openPgpKey }: { readonly openPgpKey: string | null }, now: Date): Promise<RecipientKey> {
  try {
    return await readPublicKey(openPgpKey ?? '', now);
  } catch (cause) {
    throw new DomainError('unavailable', 'OPENPGP_KEY_UNUSABLE', 'The key of the recipient cannot be encrypted to.', { cause });
  }
}
