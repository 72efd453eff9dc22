import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * IPv4 that is not an ordinary receiver: every block of IANA's special-purpose registry (RFC 6890 and successors, also those marked
 * "globally reachable"), multicast, and addresses on which clouds serve credentials to their own machines.
 */
const REFUSED_IPV4 = [
  ['0.0.0.0/8', 'this network, RFC 791'],
  ['10.0.0.0/8', 'private, RFC 1918'],
  ['100.64.0.0/10', 'shared by carriers, RFC 6598; Alibaba metadata'],
  ['127.0.0.0/8', 'loopback, RFC 1122'],
  ['168.63.129.16/32', 'Azure wire server'],
  ['169.254.0.0/16', 'link-local, RFC 3927; cloud metadata'],
  ['172.16.0.0/12', 'private, RFC 1918'],
  ['192.0.0.0/24', 'IETF protocol assignments, RFC 6890; Oracle metadata'],
  ['192.0.2.0/24', 'documentation, RFC 5737'],
  ['192.31.196.0/24', 'AS112, RFC 7535'],
  ['192.52.193.0/24', 'AMT, RFC 7450'],
  ['192.88.99.0/24', '6to4 relay, RFC 7526'],
  ['192.168.0.0/16', 'private, RFC 1918'],
  ['192.175.48.0/24', 'AS112, RFC 7534'],
  ['198.18.0.0/15', 'benchmarking, RFC 2544'],
  ['198.51.100.0/24', 'documentation, RFC 5737'],
  ['203.0.113.0/24', 'documentation, RFC 5737'],
  ['224.0.0.0/4', 'multicast, RFC 5771'],
  ['240.0.0.0/4', 'reserved and broadcast, RFC 1112'],
] as const;

/** Only global unicast is allowed at all: that leaves out ::/96, ::ffff:0:0/96, 64:ff9b::/96, fc00::/7, fe80::/10, fec0::/10, ff00::/8. */
const ALLOWED_IPV6 = '2000::/3';

/** What IANA has taken out of 2000::/3, and the blocks that carry an IPv4 address inside. */
const REFUSED_IPV6 = [
  ['2001::/23', 'IETF protocol assignments: Teredo, ORCHID, benchmarking, AMT'],
  ['2001:db8::/32', 'documentation, RFC 3849'],
  ['2002::/16', '6to4, carries an IPv4 address, RFC 3056'],
  ['2620:4f:8000::/48', 'AS112, RFC 7534'],
  ['3fff::/20', 'documentation, RFC 9637'],
] as const;

const LOOPBACK = ['127.0.0.0/8', '::1/128'] as const;

const parsed = (blocks: readonly (readonly [string, string])[]) => blocks.map(([cidr]) => ipaddr.parseCIDR(cidr));
const refusedIpv4 = parsed(REFUSED_IPV4);
const refusedIpv6 = parsed(REFUSED_IPV6);
const allowedIpv6 = [ipaddr.parseCIDR(ALLOWED_IPV6)];
const loopback = LOOPBACK.map((cidr) => ipaddr.parseCIDR(cidr));

type Block = [ipaddr.IPv4 | ipaddr.IPv6, number];

function isInside(address: ipaddr.IPv4 | ipaddr.IPv6, blocks: readonly Block[]): boolean {
  return blocks.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));
}

export interface AddressRule {
  /** Development only: 127.0.0.0/8 and ::1 are allowed as well, and nothing else inside. */
  readonly allowLoopback: boolean;
}

/**
 * Whether a receiver may be reached at this address: an allow-list, because a list of what is forbidden was incomplete in every library
 * that was tried. Text that is not the plain form of one address (octal, hexadecimal, a zone, a port) is refused.
 */
export function isAllowedAddress(address: string, rule: AddressRule): boolean {
  const ip = parsePlain(address);
  if (ip === undefined) return false;
  if (rule.allowLoopback && isInside(ip, loopback)) return true;
  if (ip.kind() === 'ipv4') return !isInside(ip, refusedIpv4);
  return isInside(ip, allowedIpv6) && !isInside(ip, refusedIpv6);
}

function parsePlain(address: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  // Node's reader decides what an address is: ipaddr.js alone would also take 0177.0.0.1 and 0x7f.1.
  if (isIP(address) === 4) return ipaddr.IPv4.parse(address);
  return isIP(address) === 6 && !address.includes('%') ? ipaddr.IPv6.parse(address) : undefined;
}
