import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * What one client is counted by. Of IPv6 the /64, which one household or machine has all of; what is no address (none is known behind
 * some proxies) counts as one client.
 */
export function clientKey(address: string | undefined): string {
  const family = isIP(address ?? '');
  if (address === undefined || family === 0) return 'unknown';
  const parsed = ipaddr.process(address);
  return parsed instanceof ipaddr.IPv6
    ? `${parsed.parts
        .slice(0, 4)
        .map((part) => part.toString(16))
        .join(':')}::/64`
    : parsed.toString();
}
