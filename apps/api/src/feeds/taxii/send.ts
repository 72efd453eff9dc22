import { promisify } from 'node:util';
import { gzip as gzipWithCallback } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TAXII_MEDIA_TYPE } from './media-types.js';

const gzip = promisify(gzipWithCallback);
/** Below the size of one packet there is nothing to gain. */
const MIN_PACKED_BYTES = 1_400;
/** Half the work of the usual level, for a few per cent more bytes. */
const GZIP = { level: 4 } as const;

export interface TaxiiAnswer {
  readonly status?: number;
  /** JSON; absent for an answer without a body. */
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends an answer as TAXII 2.1 wants it (section 3.1), packed where the client takes that. */
export async function sendTaxii(
  request: FastifyRequest,
  reply: FastifyReply,
  { status = 200, body, headers = {} }: TaxiiAnswer,
): Promise<FastifyReply> {
  void reply.code(status).headers({ 'content-type': TAXII_MEDIA_TYPE, vary: 'accept, accept-encoding, authorization', ...headers });
  if (body === undefined) return reply.send(Buffer.alloc(0));
  const bytes = Buffer.from(body);
  if (bytes.length < MIN_PACKED_BYTES || !takesGzip(request.headers['accept-encoding'])) return reply.send(bytes);
  return reply.header('content-encoding', 'gzip').send(await gzip(bytes, GZIP));
}

function takesGzip(header: string | string[] | undefined): boolean {
  return String(header ?? '')
    .toLowerCase()
    .split(',')
    .some((coding) => /^\s*(gzip|x-gzip|\*)\s*(;\s*q=(?!0(\.0*)?\s*$)[\d.]+\s*)?$/.test(coding));
}
