import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { taxiiError } from './taxii-errors.js';

/**
 * What Fastify refuses before it knows of any route (an address that cannot be decoded, a part of one that is too long), in the words of the door
 * that the address begins with.
 */
export function tellFrameworkError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const { status, body } = taxiiError(error, request.id);
  const isTaxii = request.raw.url?.startsWith('/taxii2') === true;
  const problem = { type: 'about:blank', status, code: 'BAD_REQUEST', title: 'The request is not understood.' };
  void reply
    .code(status)
    .header('content-type', isTaxii ? 'application/taxii+json;version=2.1' : 'application/problem+json')
    .send(Buffer.from(JSON.stringify(isTaxii ? body : problem)));
}
