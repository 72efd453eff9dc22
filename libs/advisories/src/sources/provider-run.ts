import type { Actor } from '#libs/access';
import { DomainError } from '#libs/core';
import { FetchFailed } from '#libs/network';
import type { OutsideClient } from '#libs/network';
import { ImportRun } from '../import-run.js';
import { MAX_CSAF_BYTES } from '../import/csaf/read-csaf.js';
import { refusalFrom } from '../import/import-report.js';
import { NOT_VALIDATED_IN_TIME } from '../import/validator/csaf-validator.js';
import type { DocumentReport } from '../import/import-report.js';
import type { ReadDocument } from '../import/imported-document.js';
import type { ImportOptions } from '../document-store.js';
import { proveDocument, ProofFailed } from './document-proof.js';
import type { ProofRule } from './document-proof.js';
import type { ListedDocument } from './provider.js';
import type { KnownDocument, ListPositionOf, SourceDocumentOutcome } from './source.js';

/** A document that was fetched and proven, or what became of it before that. */
export type FetchedDocument = ListPositionOf & { readonly listed: ListedDocument; readonly url: string } & (
    | { readonly document: ReadDocument }
    | { readonly outcome: 'unchanged' | 'refused' | 'unavailable'; readonly place?: string; readonly reason?: string }
  );

/** Fetches, proves, reads and stores documents of one provider. */
export class ProviderDocuments {
  constructor(
    private readonly client: OutsideClient,
    private readonly run: ImportRun,
    private readonly rule: ProofRule,
  ) {}

  /** Never throws for what one document does wrong. */
  async fetch(listed: ListedDocument, known: KnownDocument | undefined): Promise<FetchedDocument> {
    const url = listed.urls[0] ?? '';
    try {
      return await this.fetchFrom(listed, known);
    } catch (error) {
      if (error instanceof ProofFailed)
        return { listed, url, outcome: error.isTemporary ? 'unavailable' : 'refused', reason: error.message };
      if (error instanceof FetchFailed) return { listed, url, outcome: 'unavailable', reason: `${error.message}.` };
      const { place, reason } = refusalFrom(url, error);
      // What a busy machine could not look at in time is no fault of the document.
      const isLate = error instanceof DomainError && error.code === NOT_VALIDATED_IN_TIME;
      if (isLate) return { listed, url, outcome: 'unavailable', reason };
      return { listed, url, outcome: 'refused', reason, ...(place === undefined ? {} : { place }) };
    }
  }

  private async fetchFrom(listed: ListedDocument, known: KnownDocument | undefined): Promise<FetchedDocument> {
    let answered = 0;
    for (const address of listed.urls) {
      // Where the list does not tell what changed, the server does.
      const condition =
        listed.changed === '' && known !== undefined && known.outcome !== 'refused'
          ? { etag: known.etag, lastModified: known.lastModified }
          : {};
      const { status, body, etag, lastModified } = await this.client.get(address, {
        maxBytes: MAX_CSAF_BYTES,
        accept: 'application/json',
        ...definedOnly(condition),
      });
      if (status === 304)
        return { listed, url: address, outcome: 'unchanged', ...definedOnly({ etag: known?.etag, lastModified: known?.lastModified }) };
      answered = status;
      if (status !== 200) continue;
      const signature = await proveDocument(this.client, listed, address, body, this.rule);
      const document = signedBy(await this.run.read(address, body), signature);
      return { listed, url: address, document, ...definedOnly({ etag, lastModified }) };
    }
    return { listed, url: listed.urls[0] ?? '', outcome: 'unavailable', reason: `It answered ${answered}.` };
  }

  /** Throws what is no fault of the document: rights, the database. */
  async store(
    actor: Actor,
    fetched: FetchedDocument,
    options: ImportOptions,
  ): Promise<DocumentReport & { readonly outcome: SourceDocumentOutcome }> {
    const source = fetched.url;
    if (!('document' in fetched)) {
      const { outcome, place, reason = '' } = fetched;
      const refused = outcome === 'unchanged' ? [] : [{ source, reason, ...(place === undefined ? {} : { place }) }];
      return { source, outcome, outcomes: [], refused, objects: [] };
    }
    const report = await this.run.store(actor, fetched.document, options);
    const changed = report.outcomes.find(({ status }) => status !== 'unchanged') ?? report.outcomes[0];
    return { ...report, outcome: changed?.status ?? 'refused' };
  }
}

/** With the signature of its publisher, which travels with the very bytes that it is over. */
function signedBy(document: ReadDocument, signature: string | undefined): ReadDocument {
  if (signature === undefined) return document;
  return { ...document, advisories: document.advisories.map((advisory) => ({ ...advisory, signature })) };
}

function definedOnly({ etag, lastModified }: { etag?: string | undefined; lastModified?: string | undefined }): ListPositionOf {
  return { ...(etag == null ? {} : { etag }), ...(lastModified == null ? {} : { lastModified }) };
}
