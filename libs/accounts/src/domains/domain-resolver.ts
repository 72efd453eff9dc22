import { Resolver } from 'node:dns/promises';
import { DomainError } from '#libs/core';
import { Injectable } from '@nestjs/common';

/** Where DNS is asked; a port, because no test may ask the world. */
export abstract class DomainResolver {
  /** The TXT records of a name, each put together from its parts; empty where there is none. Throws DNS_UNAVAILABLE where nobody answers. */
  abstract txt(name: string): Promise<string[]>;
}

/** What DNS answers where a name or its TXT records do not exist. */
const ABSENT = new Set(['ENOTFOUND', 'ENODATA', 'NXDOMAIN']);

/** The resolver of the machine, or the given servers (`address:port`). */
@Injectable()
export class SystemDomainResolver extends DomainResolver {
  private readonly resolver = new Resolver({ timeout: 3000, tries: 2 });

  static at(servers: readonly string[]): SystemDomainResolver {
    const made = new SystemDomainResolver();
    made.resolver.setServers(servers);
    return made;
  }

  async txt(name: string): Promise<string[]> {
    try {
      return (await this.resolver.resolveTxt(name)).map((parts) => parts.join(''));
    } catch (cause) {
      if (typeof cause === 'object' && cause !== null && 'code' in cause && ABSENT.has(String(cause.code))) return [];
      throw new DomainError('unavailable', 'DNS_UNAVAILABLE', 'The domain could not be looked up. Try again later.', {
        cause,
        retryAfterSeconds: 60,
      });
    }
  }
}
