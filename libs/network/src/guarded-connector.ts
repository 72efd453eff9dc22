import { rootCertificates } from 'node:tls';
import { buildConnector } from 'undici';
import { AddressRefused, guardedLookup } from './address-guard.js';
import type { GuardOptions } from './address-guard.js';
import { isAllowedAddress } from './public-address.js';

export interface ConnectorOptions extends GuardOptions {
  readonly connectTimeoutMs: number;
  /** Certificate authorities in PEM, beside the usual ones, for servers with a government's or a company's own. */
  readonly certificateAuthorities?: readonly string[];
}

/**
 * Every new connection asks DNS again, has all answers checked, and can go to those addresses only: a name that changes its answer after its
 * address was checked (DNS rebinding) is caught here. The certificate is still checked against the name.
 */
export function guardedConnector(options: ConnectorOptions): buildConnector.connector {
  const authorities = options.certificateAuthorities;
  const connect = buildConnector({
    timeout: options.connectTimeoutMs,
    allowH2: false,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    autoSelectFamily: true,
    lookup: guardedLookup(options),
    ...(authorities === undefined ? {} : { ca: [...rootCertificates, ...authorities] }),
  });
  return (target, callback) => {
    // A literal is never looked up, so it is decided here.
    const isName = /[a-z]/i.test(target.hostname) && !target.hostname.includes(':');
    if (!isName && !isAllowedAddress(target.hostname, options)) {
      callback(new AddressRefused(target.hostname), null);
      return;
    }
    connect(target, (...result) => {
      const [error, socket] = result;
      if (error !== null || isAllowedAddress(socket.remoteAddress ?? '', options)) {
        callback(...result);
        return;
      }
      socket.destroy();
      callback(new AddressRefused(target.hostname), null);
    });
  };
}
