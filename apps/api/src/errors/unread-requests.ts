import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { taxiiError, TaxiiRefusal } from './taxii-errors.js';

/** A list of some hundred STIX ids in an address has room in it (Node allows 16 KiB); less than one read of a socket, so that the refusal knows the address. */
export const MAX_HEADER_BYTES = 48 * 1024;

const STATUS: Readonly<Record<string, number>> = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 };
const TAXII = /^[A-Z]+ \S*\/taxii2[/?]|application\/taxii\+json/i;

/**
 * What Node refuses before there is a request (a head that is too large or is no HTTP), in the words of the door that its bytes name. Of a long head
 * only the last part is there: then the type that the client accepts says it.
 */
export function refuseUnread(error: Error & { readonly code: string; readonly rawPacket: unknown }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const status = STATUS[error.code] ?? 400;
  const isTaxii = Buffer.isBuffer(error.rawPacket) && TAXII.test(error.rawPacket.toString('latin1'));
  const title = status === 431 ? 'The address and the headers are too long together.' : 'The request is not understood.';
  const body = JSON.stringify(isTaxii ? taxiiError(new TaxiiRefusal(status, title), '').body : problem(status, title));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    `Content-Type: ${isTaxii ? 'application/taxii+json;version=2.1' : 'application/problem+json'}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  if (socket.writable) socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  else socket.destroy();
}

function problem(status: number, title: string): object {
  return { type: 'about:blank', status, code: 'BAD_REQUEST', title };
}
