import { represent } from './represent.js';
import type { PreparedPage } from './represent.js';

/** How long a page is given without being made anew; a publication empties the cache at once. */
const FRESH_MS = 5_000;
const MAX_PAGES = 2_000;

interface Entry {
  readonly page: Promise<PreparedPage>;
  /** The same once it is there, so that it can be given without waiting. */
  made?: PreparedPage;
  readonly until: number;
}

/**
 * Public pages as they were last rendered: they have no script and read no cookie, so one copy is right for everybody. One rendering at a time
 * for each address; the oldest pages give way.
 */
export class PageCache {
  private readonly pages = new Map<string, Entry>();

  constructor(
    private readonly nowMs: () => number,
    private readonly always: Readonly<Record<string, string>>,
  ) {}

  /** What is there and fresh, at once. */
  find(address: string): PreparedPage | undefined {
    const known = this.pages.get(address);
    return known !== undefined && known.until > this.nowMs() ? known.made : undefined;
  }

  async get(address: string, render: () => Promise<Response>): Promise<PreparedPage> {
    const known = this.pages.get(address);
    if (known !== undefined && known.until > this.nowMs()) return known.page;
    const page = render().then(async (response) => represent(response, this.always));
    const entry: Entry = { page, until: this.nowMs() + FRESH_MS };
    this.keep(address, entry);
    page.catch(() => {
      this.forget(address, entry);
    });
    const made = await page;
    // An error is not to be given to the next visitor, nor is what a page forbids to keep.
    if (made.status >= 500 || made.isKeptByNobody) this.forget(address, entry);
    else entry.made = made;
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

  private forget(address: string, entry: Entry): void {
    if (this.pages.get(address) === entry) this.pages.delete(address);
  }
}
