import { DomainError } from '#libs/core';
import { FetchFailed } from '#libs/network';
import type { Fetched, OutsideClient } from '#libs/network';
import { readJson } from '../import/read-json.js';
import { readChanges, readIndex } from './directory-lists.js';
import { PROVIDER_LIMITS } from './provider.js';
import type { ListedDocument, Provider } from './provider.js';
import { readRolieFeed } from './rolie-feed.js';
import type { ListPositionOf } from './source.js';

export interface ProviderLists {
  /** Each once, those that changed first before those that changed later, so that a run that stops has the older ones. */
  readonly documents: readonly ListedDocument[];
  /** Where each list stands now, by its address; kept when all of it was worked off. */
  readonly positions: Readonly<Record<string, ListPositionOf>>;
  /** Lists that could not be read, and why. */
  readonly problems: readonly string[];
  /** Lists that were read, or have not changed. */
  readonly answered: number;
}

/** Asks for the lists of a provider, each only if it has changed since it was worked off. Folders are asked where no feed answers. */
export async function readLists(
  client: OutsideClient,
  provider: Provider,
  known: Readonly<Record<string, ListPositionOf>>,
): Promise<ProviderLists> {
  const reader = new ListReader(client, known);
  if (provider.document !== undefined) reader.add([{ urls: [provider.document], changed: '' }]);
  for (const feed of provider.feeds) await reader.read(feed, () => reader.feed(feed));
  if (reader.answered === 0) for (const directory of provider.directories) await reader.read(directory, () => reader.directory(directory));
  return reader.result();
}

class ListReader {
  answered = 0;
  private readonly documents = new Map<string, ListedDocument>();
  private readonly positions: Record<string, ListPositionOf> = {};
  private readonly problems: string[] = [];

  constructor(
    private readonly client: OutsideClient,
    private readonly known: Readonly<Record<string, ListPositionOf>>,
  ) {}

  async read(address: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.answered += 1;
    } catch (error) {
      if (!(error instanceof FetchFailed) && !(error instanceof DomainError)) throw error;
      this.problems.push(`${address}: ${error.message.replace(/\.$/, '')}.`);
    }
  }

  async feed(address: string): Promise<void> {
    const seen = new Set<string>();
    for (let next: string | undefined = address; next !== undefined && seen.size < PROVIDER_LIMITS.pagesOfAFeed && !seen.has(next);) {
      seen.add(next);
      const answer = await this.ask(next);
      if (answer === undefined) return;
      const { documents, next: following } = readRolieFeed(readJson(answer.body, { maxBytes: PROVIDER_LIMITS.listBytes }), answer.url.href);
      this.add(documents);
      next = following;
    }
  }

  async directory(address: string): Promise<void> {
    const folder = new URL(/[^/]\/?$/.test(address) && !address.endsWith('/') ? `${address}/` : address).href;
    const changes = await this.askOrNone(new URL('changes.csv', folder).href);
    if (changes === 'unchanged') return;
    if (changes !== undefined) {
      this.add(readChanges(changes.body.toString('utf8'), folder));
      return;
    }
    const index = await this.ask(new URL('index.txt', folder).href);
    if (index !== undefined) this.add(readIndex(index.body.toString('utf8'), folder));
  }

  add(documents: readonly ListedDocument[]): void {
    for (const document of documents) {
      const url = document.urls[0] ?? '';
      const before = this.documents.get(url);
      if (before === undefined || before.changed < document.changed) this.documents.set(url, document);
    }
    if (this.documents.size > PROVIDER_LIMITS.documents)
      throw new DomainError('invalid', 'PROVIDER_TOO_LARGE', `It lists more than ${PROVIDER_LIMITS.documents} documents.`);
  }

  result(): ProviderLists {
    const documents = [...this.documents.values()].sort((a, b) => instantOf(a) - instantOf(b));
    return { documents, positions: this.positions, problems: this.problems, answered: this.answered };
  }

  /** Undefined where it has not changed. */
  private async ask(address: string): Promise<Fetched | undefined> {
    const answer = await this.askOrNone(address);
    if (answer === undefined) throw new FetchFailed('HTTP_404', 'it answered 404');
    return answer === 'unchanged' ? undefined : answer;
  }

  private async askOrNone(address: string): Promise<Fetched | 'unchanged' | undefined> {
    // An index tells of no change of a document, so it is asked for as a whole.
    const known = address.endsWith('/index.txt') ? undefined : this.known[address];
    const answer = await this.client.get(address, { maxBytes: PROVIDER_LIMITS.listBytes, ...known });
    const { status, etag, lastModified } = answer;
    if (status === 304) {
      this.positions[address] = known ?? {};
      return 'unchanged';
    }
    if (status === 404 || status === 410) return undefined;
    if (status !== 200)
      throw new FetchFailed(`HTTP_${status}`, status === 401 || status === 403 ? 'it asks for credentials' : `it answered ${status}`);
    this.positions[address] = { ...(etag === undefined ? {} : { etag }), ...(lastModified === undefined ? {} : { lastModified }) };
    return answer;
  }
}

function instantOf({ changed }: ListedDocument): number {
  const at = Date.parse(changed);
  return Number.isNaN(at) ? 0 : at;
}
