import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);
const BROTLI_QUALITY = 5;

/** A page in one content coding, ready to be written: nothing is put together while a visitor waits. */
export interface Representation {
  /** Names and values in turn, as `writeHead` takes them. */
  readonly headers: string[];
  /** The same for whoever has it already (RFC 9110 section 15.4.5). */
  readonly unchangedHeaders: string[];
  readonly body: Buffer;
  /** Strong: it names one representation, so each coding has its own (RFC 9110 section 8.8.1). */
  readonly etag: string;
}

export interface PreparedPage {
  readonly status: number;
  readonly isKeptByNobody: boolean;
  readonly identity: Representation;
  readonly gzip: Representation;
  readonly brotli: Representation;
}

/** A rendered page in every coding. `always` are the headers of every answer. */
export async function represent(response: Response, always: Readonly<Record<string, string>>): Promise<PreparedPage> {
  const body = Buffer.from(await response.arrayBuffer());
  const own = Object.fromEntries(response.headers);
  const cacheControl = own['cache-control'] ?? 'public, no-cache';
  const headers = { ...always, ...own, 'cache-control': cacheControl, vary: 'accept-encoding' };
  const digest = createHash('sha256').update(body).digest('base64url');
  const [zipped, brotlied] = await Promise.all([zip(body), brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } })]);
  return {
    status: response.status,
    isKeptByNobody: cacheControl.includes('no-store'),
    identity: inCoding(headers, body, `"${digest}"`),
    gzip: inCoding({ ...headers, 'content-encoding': 'gzip' }, zipped, `"${digest}-gzip"`),
    brotli: inCoding({ ...headers, 'content-encoding': 'br' }, brotlied, `"${digest}-br"`),
  };
}

function inCoding(headers: Readonly<Record<string, string>>, body: Buffer, etag: string): Representation {
  return {
    headers: flat({ ...headers, etag, 'content-length': String(body.length) }),
    unchangedHeaders: flat({ ...headers, etag }, ['content-encoding', 'content-type']),
    body,
    etag,
  };
}

function flat(headers: Readonly<Record<string, string>>, without: readonly string[] = []): string[] {
  return Object.entries(headers)
    .filter(([name]) => !without.includes(name))
    .flat();
}
