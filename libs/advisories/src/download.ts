import { DomainError } from '#libs/core';
import { request } from 'undici';

const TIMEOUT_MS = 60_000;

/**
 * The bytes at an address of the operator's configuration (never one that a user gave), without following redirects. Throws `unavailable`
 * where it does not answer 200, or answers more than `maxBytes`.
 */
export async function download(url: string, maxBytes: number): Promise<Uint8Array> {
  const unavailable = (why: string, cause?: unknown) =>
    new DomainError('unavailable', 'DOWNLOAD_FAILED', `${new URL(url).host} did not give the catalogue: ${why}.`, {
      cause,
      retryAfterSeconds: 3600,
    });
  const parts: Buffer[] = [];
  let size = 0;
  try {
    const { statusCode, body } = await request(url, {
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
      headers: { 'user-agent': 'harbourlight', accept: 'application/json, text/csv, application/gzip, */*' },
    });
    if (statusCode !== 200) {
      await body.dump();
      throw unavailable(`it answered ${statusCode}`);
    }
    for await (const part of body as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > maxBytes) throw unavailable(`it is larger than ${maxBytes} bytes`);
      parts.push(part);
    }
  } catch (error) {
    throw error instanceof DomainError ? error : unavailable('the connection failed', error);
  }
  return Buffer.concat(parts);
}
