import { BlockList, isIPv6 } from 'node:net';
import { certificateFingerprint, IdentifyActor } from '#libs/accounts';
import type { Actor } from '#libs/access';
import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/**
 * Whose client certificate a proxy has checked (docs/adr/0019). The header counts where the connection itself comes from a proxy that is named
 * in the configuration: what X-Forwarded-For says is not asked, and from everybody else the header is as if it were not there.
 */
@Injectable()
export class ClientCertificates {
  private readonly proxies = new BlockList();
  private readonly header: string | undefined;

  constructor(
    private readonly identify: IdentifyActor,
    @Inject(CONFIG) { clientCertificateHeader, clientCertificateProxies }: Config,
  ) {
    this.header = clientCertificateHeader?.toLowerCase();
    for (const proxy of clientCertificateProxies) {
      const [address = '', prefix] = proxy.split('/');
      const family = isIPv6(address) ? 'ipv6' : 'ipv4';
      this.proxies.addSubnet(address, prefix === undefined ? (family === 'ipv6' ? 128 : 32) : Number(prefix), family);
    }
  }

  /** Undefined where there is none, where it comes from elsewhere, and where it is not (or no longer) registered. */
  async holder(request: FastifyRequest): Promise<Actor | undefined> {
    const value = this.header === undefined ? undefined : request.headers[this.header];
    if (typeof value !== 'string' || !this.isFromProxy(request.socket.remoteAddress)) return undefined;
    const fingerprint = certificateFingerprint(value);
    return fingerprint === undefined ? undefined : this.identify.byClientCertificate(fingerprint);
  }

  /** IPv4 may come as IPv6, as in `::ffff:10.0.0.1`; BlockList knows the two for one. */
  private isFromProxy(address: string | undefined): boolean {
    return address !== undefined && this.proxies.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
  }
}
