import { promisify } from 'node:util';
import { brotliCompress as brotliWithCallback, constants, gunzip as gunzipWithCallback, gzip as gzipWithCallback } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { acceptedEncoding } from './accepted-encoding.js';
import type { Encoding } from './accepted-encoding.js';
import { etagFor, isNotModified, lastModified } from './conditions.js';

const gunzip = promisify(gunzipWithCallback);
const gzip = promisify(gzipWithCallback);
const brotliCompress = promisify(brotliWithCallback);
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };
/** Below it, packing saves less than its header costs. */
const WORTH_PACKING_BYTES = 512;

/** What a feed answers with. */
export interface FeedBody {
  readonly mediaType: string;
  /** Strong, quoted, of the unpacked bytes. */
  readonly etag: string;
  readonly changedAt: string | undefined;
  /** Everybody may have it, so any page and any cache may. */
  readonly isPublic: boolean;
  /** Either form; at least one. */
  readonly bytes?: Buffer | undefined;
  readonly gzip?: Buffer | undefined;
}

/** Answers 304 where the client has it, else in the coding that it prefers. Fastify leaves out the body of HEAD. */
export async function sendFeed(request: FastifyRequest, reply: FastifyReply, body: FeedBody): Promise<void> {
  const encoding = acceptedEncoding(request.headers['accept-encoding']);
  const modifiedAt = lastModified(body.changedAt, new Date());
  setFeedHeaders(reply, body, encoding, modifiedAt);
  if (isNotModified(request.headers, body.etag, modifiedAt)) {
    await reply.code(304).removeHeader('content-type').send();
    return;
  }
  const { bytes, coding } = await inCoding(body, encoding);
  if (coding === 'identity') void reply.header('etag', body.etag);
  else void reply.header('content-encoding', coding);
  await reply.send(bytes);
}

export function setFeedHeaders(
  reply: FastifyReply,
  { mediaType, etag, isPublic }: Pick<FeedBody, 'mediaType' | 'etag' | 'isPublic'>,
  encoding: Encoding,
  modifiedAt: Date | undefined,
): void {
  void reply
    .header('content-type', mediaType)
    .header('etag', etagFor(etag, encoding))
    .header('cache-control', isPublic ? 'public, no-cache' : 'private, no-cache')
    .header('vary', isPublic ? 'Accept-Encoding' : 'Accept-Encoding, Authorization, Cookie');
  if (modifiedAt !== undefined) void reply.header('last-modified', modifiedAt.toUTCString());
  // Everybody may read what is TLP:CLEAR, scripts of foreign pages among them (CSAF 2.1 requirement 25).
  if (isPublic) {
    void reply
      .header('access-control-allow-origin', '*')
      .header('access-control-expose-headers', 'ETag, Last-Modified')
      .header('cross-origin-resource-policy', 'cross-origin');
  }
}

async function inCoding({ bytes, gzip: packed }: FeedBody, encoding: Encoding): Promise<{ bytes: Buffer; coding: Encoding }> {
  if (encoding === 'gzip' && packed !== undefined) return { bytes: packed, coding: 'gzip' };
  const plain = bytes ?? (await gunzip(packed ?? Buffer.alloc(0)));
  if (encoding === 'identity' || plain.length < WORTH_PACKING_BYTES) return { bytes: plain, coding: 'identity' };
  return encoding === 'gzip' ? { bytes: await gzip(plain), coding: 'gzip' } : { bytes: await brotliCompress(plain, BROTLI), coding: 'br' };
}
