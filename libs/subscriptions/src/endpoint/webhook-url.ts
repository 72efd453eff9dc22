import { checkPublicUrl } from '#libs/network';
import type { PublicUrlRule } from '#libs/network';

/** Reads a receiver's address as its owner typed it. Throws `invalid` naming what is wrong. */
export function checkWebhookUrl(text: string, rule: PublicUrlRule): URL {
  return checkPublicUrl(text, rule, { path: 'url', message: 'This webhook address cannot be used.' });
}
