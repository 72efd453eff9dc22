import type { Actor } from '#libs/access';
import { DomainError } from '#libs/core';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { heldBack, importedAndWithdrawn, publishedToOthers, revisionInWork } from './advisory.errors.js';
import type { AdvisoryState } from './advisory-state.js';
import { IMPORT_AUTHOR_ID } from './advisory.js';
import type { Draft, RevisionInWork } from './advisory.js';
import { AdvisoryRepository } from './advisory.repository.js';
import type { PublishedAdvisory } from './advisory.repository.js';
import { CatalogueRepository } from './catalogue.repository.js';
import { DocumentWriter } from './document-writer.js';
import type { ImportWork } from './document-writer.js';
import { isNewerVersion } from './import/csaf/csaf-identity.js';
import { draftFrom, nextDraftFrom } from './import/draft-from-document.js';
import type { ImportChoices } from './import/draft-from-document.js';
import type { ImportFormat } from './import/identify-format.js';
import type { ImportedDocument } from './import/imported-document.js';
import { isSameContent, withOurAdditions } from './import/merge-content.js';
import type { ObjectReport } from './import/object-report.js';
import { authorizeLive } from './live-actor.js';
import { OriginalRepository } from './original.repository.js';
import type { EarlierImport } from './original.repository.js';

export interface ImportOptions extends ImportChoices {
  /** Publish at once: for reviewers of the operating CERT, since the source wrote it and they approve it. */
  readonly publish?: boolean;
}

/** What became of one advisory of a document. */
export interface ImportOutcome {
  readonly status: 'imported' | 'updated' | 'unchanged';
  /** Where the document came from. */
  readonly source: string;
  /** As the source calls the document, and which version it is. */
  readonly sourceId: string;
  readonly sourceVersion: string;
  readonly advisoryId: string;
  readonly trackingId: string;
  readonly state: AdvisoryState;
  /** Whether it passes the schema and the mandatory tests of its standard; what was found is kept with it. */
  readonly isValid: boolean;
  /** Why nothing was changed, where it is not the same document. */
  readonly reason?: string;
  /** What was done with each object that belongs to it; empty for CSAF, whose flaws stand in the content. */
  readonly objects: readonly ObjectReport[];
}

/** Stores read documents, each in one transaction: as a new advisory, as the next revision of one, or not at all. */
@Injectable()
export class DocumentStore {
  constructor(
    private readonly database: Database,
    private readonly advisories: AdvisoryRepository,
    private readonly originals: OriginalRepository,
    private readonly catalogues: CatalogueRepository,
    private readonly writer: DocumentWriter,
  ) {}

  /** Throws what keeps the document from being stored; then nothing of it was. */
  async store(actor: Actor, document: ImportedDocument, options: ImportOptions): Promise<ImportOutcome> {
    return this.database.as(actor, async (tx) => {
      const importer = authorizeLive(tx, actor, 'advisory:import');
      const work = { tx, importer, document, isToBePublished: options.publish === true };
      if (work.isToBePublished && document.heldBack !== undefined) throw heldBack(document.heldBack);
      const earlier = await this.originals.lockEarlier(tx, document.sourceKey);
      if (earlier?.state === 'withdrawn') throw importedAndWithdrawn(earlier.trackingId);
      return earlier ? this.storeNext(work, options, earlier) : this.storeFirst(work, options);
    });
  }

  private async storeFirst(work: ImportWork, options: ImportOptions): Promise<ImportOutcome> {
    const { document } = work;
    const draft = draftFrom(document, await this.proposedSeverity(work), options);
    const base = document.ceiling ?? (document.label && { label: document.label });
    const revision = await this.writer.writeFirst(work, draft, base);
    return outcome('imported', document, revision);
  }

  private async storeNext(work: ImportWork, options: ImportOptions, earlier: EarlierImport): Promise<ImportOutcome> {
    const { format, sourceVersion } = work.document;
    if (isNewer(format, earlier.sourceVersion, sourceVersion)) {
      const reason = `Version ${sourceVersion} is older than version ${earlier.sourceVersion}, which is here.`;
      return { ...outcome('unchanged', work.document, earlier), reason };
    }
    const inWork = await this.advisories.findInWork(work.tx, earlier.advisoryId);
    return inWork ? this.intoDraft(work, options, earlier, inWork) : this.asRevision(work, options, earlier);
  }

  /** The same document again publishes a draft that was only imported before. */
  private async intoDraft(
    work: ImportWork,
    options: ImportOptions,
    earlier: EarlierImport,
    inWork: RevisionInWork,
  ): Promise<ImportOutcome> {
    if (isSame(work.document, earlier, inWork) && !work.isToBePublished) return outcome('unchanged', work.document, inWork);
    if (!isUntouched(inWork)) throw revisionInWork();
    const draft = nextDraftFrom(work.document, await this.proposedSeverity(work), options, inWork);
    return outcome('updated', work.document, await this.writer.replaceDraft(work, inWork, draft));
  }

  private async asRevision(work: ImportWork, options: ImportOptions, earlier: EarlierImport): Promise<ImportOutcome> {
    const published = await this.publishedBefore(work.tx, earlier);
    if (isSame(work.document, earlier, published)) return outcome('unchanged', work.document, earlier);
    const draft = nextDraftFrom(work.document, await this.proposedSeverity(work), options, published);
    return outcome('updated', work.document, await this.writer.writeNext(work, draft, published));
  }

  /** The desk that imported it need not be among the readers of what was published; then one of them imports the update. */
  private async publishedBefore(tx: Transaction, { advisoryId, trackingId }: EarlierImport): Promise<PublishedAdvisory> {
    try {
      return await this.advisories.published(tx, advisoryId, 'revise');
    } catch (error) {
      throw error instanceof DomainError && error.kind === 'not_found' ? publishedToOthers(trackingId) : error;
    }
  }

  private async proposedSeverity({ tx, document }: ImportWork) {
    return (await this.catalogues.proposeForContent(tx, document.content)).severity;
  }
}

/** Only what no person has touched is replaced by a new version. */
function isUntouched({ state, authorId, editors }: RevisionInWork): boolean {
  return state === 'draft' && authorId === IMPORT_AUTHOR_ID && editors.length === 0;
}

/** Versions of STIX are instants in one form, of MISP whole seconds, of CSAF integers or semantic versions. */
function isNewer(format: ImportFormat, a: string, b: string): boolean {
  return format === 'stix' ? a > b : isNewerVersion(a, b);
}

function isSame({ sha256, sourceVersion, content }: ImportedDocument, earlier: EarlierImport, before: Draft): boolean {
  if (sha256 === earlier.sha256) return true;
  return sourceVersion === earlier.sourceVersion && isSameContent(withOurAdditions(content, before.content), before.content);
}

function outcome(
  status: ImportOutcome['status'],
  { place, content, sourceVersion, validation, objects }: ImportedDocument,
  { advisoryId, trackingId, state }: { advisoryId: string; trackingId: string; state: AdvisoryState },
): ImportOutcome {
  const sourceId = content.source?.trackingId ?? '';
  return { status, source: place, sourceId, sourceVersion, advisoryId, trackingId, state, isValid: validation.isValid, objects };
}
