import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** How long a page is given without being made anew; a publication empties the cache at once. */
const FRESH_MS = 5_000;
const MAX_PAGES = 2_000;
const BROTLI_QUALITY = 5;

export interface CachedPage {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly gzip: Buffer;
  readonly brotli: Buffer;
  /** Strong, over the uncompressed bytes (RFC 9110 section 8.8.3). */
  readonly etag: string;
}

interface Entry {
  readonly page: Promise<CachedPage>;
  readonly until: number;
}

/**
 * Public pages as they were last rendered: they have no script and read no cookie, so one copy is right for everybody. One rendering at a time
 * for each address; the oldest pages give way.
 */
export class PageCache {
  private readonly pages = new Map<string, Entry>();

  constructor(private readonly nowMs: () => number) {}

  async get(address: string, render: () => Promise<Response>): Promise<CachedPage> {
    const known = this.pages.get(address);
    if (known !== undefined && known.until > this.nowMs()) return known.page;
    const page = render().then(toPage);
    this.keep(address, { page, until: this.nowMs() + FRESH_MS });
    page.catch(() => {
      this.forget(address, page);
    });
    const made = await page;
    // An error is not to be given to the next visitor, nor is what a page forbids to keep.
    if (made.status >= 500 || made.headers['cache-control']?.includes('no-store') === true) this.forget(address, page);
    return made;
  }

  /** Something was published, changed or withdrawn. */
  clear(): void {
    this.pages.clear();
  }

  private keep(address: string, entry: Entry): void {
    this.pages.delete(address);
    this.pages.set(address, entry);
    const oldest = this.pages.keys().next();
    if (this.pages.size > MAX_PAGES && oldest.done !== true) this.pages.delete(oldest.value);
  }

  private forget(address: string, page: Promise<CachedPage>): void {
    if (this.pages.get(address)?.page === page) this.pages.delete(address);
  }
}

async function toPage(response: Response): Promise<CachedPage> {
  const body = Buffer.from(await response.arrayBuffer());
  const [gzipped, brotlied] = await Promise.all([
    zip(body),
    brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
  ]);
  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
  return { status: response.status, headers: Object.fromEntries(response.headers), body, gzip: gzipped, brotli: brotlied, etag };
}
