import { Resolver } from 'node:dns/promises';
import type { LookupAddress, LookupOptions } from 'node:dns';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { isAllowedAddress } from './public-address.js';
import type { AddressRule } from './public-address.js';

/** A name that points inside, or an address that is inside. `code` is what the attempt records. */
export class AddressRefused extends Error {
  readonly code = 'ADDRESS_REFUSED';

  constructor(hostname: string) {
    super(`${hostname} does not lead to a public address`);
  }
}

/** All addresses of a name, of both families. Replaced in tests, where no name server is asked. */
export type ResolveName = (hostname: string) => Promise<readonly string[]>;

/** Two tries of 1.5 s stay inside the 5 s that a connection may take. */
const DNS_LIMITS = { timeout: 1_500, tries: 2 };

/**
 * Asks the name servers directly (`servers`, as `host:port`, or those of this machine): `dns.lookup` would also read the hosts file, and occupies
 * one of four threads, so that a few slow names would hold up every other receiver.
 */
export function resolveByDns(servers?: readonly string[]): ResolveName {
  const resolver = new Resolver(DNS_LIMITS);
  if (servers !== undefined) resolver.setServers(servers);
  return async (hostname) => {
    const answers = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
    const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    // A name with addresses of one family only is the usual case; a failure counts when there is nothing else.
    const failure = answers.find((answer) => answer.status === 'rejected');
    if (addresses.length === 0 && failure !== undefined) throw failure.reason;
    return addresses;
  };
}

const resolveHere = resolveByDns();

export interface GuardOptions extends AddressRule {
  readonly resolve?: ResolveName;
}

/**
 * The addresses at which a host may be reached now. Throws `AddressRefused` when **any** of its addresses is not allowed: a mixed answer is how a
 * name is rebound between the check and the connection. Connect to one of the returned addresses, never to the name again.
 */
export async function resolveAllowed(hostname: string, options: GuardOptions): Promise<readonly LookupAddress[]> {
  const addresses = await addressesOf(hostname.replace(/^\[(.*)\]$/, '$1'), options);
  if (addresses.length === 0 || !addresses.every((address) => isAllowedAddress(address, options))) throw new AddressRefused(hostname);
  return addresses.map((address) => ({ address, family: isIP(address) }));
}

async function addressesOf(hostname: string, options: GuardOptions): Promise<readonly string[]> {
  if (isIP(hostname) !== 0) return [hostname];
  if (hostname === 'localhost') return options.allowLoopback ? ['127.0.0.1', '::1'] : [];
  return (options.resolve ?? resolveHere)(hostname);
}

/** `resolveAllowed` in the form that `net.connect` takes, so that the socket can only be opened to an address that was checked. */
export function guardedLookup(options: GuardOptions): LookupFunction {
  return (hostname: string, wanted: LookupOptions, callback) => {
    resolveAllowed(hostname, options).then(
      (addresses) => {
        const [first] = addresses;
        if (wanted.all === true) callback(null, [...addresses]);
        else callback(null, first?.address ?? '', first?.family);
      },
      (error: unknown) => {
        callback(error as NodeJS.ErrnoException, '');
      },
    );
  };
}
