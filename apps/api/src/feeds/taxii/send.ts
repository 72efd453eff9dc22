import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip as gzipWithCallback } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { etagFor, knownEtags } from '../conditions.js';
import { TAXII_MEDIA_TYPE } from './media-types.js';

const gzip = promisify(gzipWithCallback);
/** Below the size of one packet there is nothing to gain. */
const MIN_PACKED_BYTES = 1_400;
/** Half the work of the usual level, for a few per cent more bytes. */
const GZIP = { level: 4 } as const;
/** What a script of a foreign page may read of an answer that everybody may have. */
export const EXPOSED_HEADERS = 'ETag, X-TAXII-Date-Added-First, X-TAXII-Date-Added-Last';

export interface TaxiiAnswer {
  readonly status?: number;
  /** JSON; absent for an answer without a body. */
  readonly body?: string;
  /** Strong, quoted, of the plain body; of a body without one it is made here. */
  readonly etag?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends an answer as TAXII 2.1 wants it (section 3.1), packed where the client takes that, and 304 where it has it. */
export async function sendTaxii(
  request: FastifyRequest,
  reply: FastifyReply,
  { status = 200, body, etag, headers = {} }: TaxiiAnswer,
): Promise<FastifyReply> {
  void reply.code(status).headers({ 'content-type': TAXII_MEDIA_TYPE, vary: 'accept, accept-encoding, authorization', ...headers });
  const isPacked = takesGzip(request.headers['accept-encoding']);
  const bytes = Buffer.from(body ?? '');
  const tag = etag ?? (status === 200 && request.method === 'GET' && body !== undefined ? etagOf(bytes) : undefined);
  const isKnown = tag !== undefined && knownEtags(request.headers['if-none-match']).some((known) => known === tag || known === '*');
  const willPack = isPacked && (status === 304 || bytes.length >= MIN_PACKED_BYTES);
  if (tag !== undefined) void reply.headers({ etag: etagFor(tag, willPack ? 'gzip' : 'identity'), 'cache-control': 'no-cache' });
  if (isKnown) return reply.code(304).removeHeader('content-type').send();
  return willPack ? reply.header('content-encoding', 'gzip').send(await gzip(bytes, GZIP)) : reply.send(bytes);
}

function etagOf(bytes: Buffer): string {
  return `"${createHash('sha256').update(bytes).digest('base64url')}"`;
}

function takesGzip(header: string | string[] | undefined): boolean {
  return String(header ?? '')
    .toLowerCase()
    .split(',')
    .some((coding) => /^\s*(gzip|x-gzip|\*)\s*(;\s*q=(?!0(\.0*)?\s*$)[\d.]+\s*)?$/.test(coding));
}
