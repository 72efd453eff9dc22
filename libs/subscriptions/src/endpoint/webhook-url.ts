import { checkPublicUrl, isThisMachine } from '#libs/network';
import type { PublicUrlRule } from '#libs/network';

/** Reads a receiver's address as its owner typed it. Throws `invalid` naming what is wrong. */
export function checkWebhookUrl(text: string, rule: PublicUrlRule): URL {
  return checkPublicUrl(text, rule, { path: 'url', message: 'This webhook address cannot be used.' });
}

/** The same for a new endpoint: http leads to this machine alone, by the switch for development. */
export function checkNewWebhookUrl(text: string, { allowLoopback }: Pick<PublicUrlRule, 'allowLoopback'>): URL {
  const url = checkWebhookUrl(text, { allowLoopback, httpsOnly: !allowLoopback });
  return isThisMachine(url) ? url : checkWebhookUrl(text, { allowLoopback, httpsOnly: true });
}
