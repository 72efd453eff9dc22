import { authorize, isNarrower } from '#libs/access';
import { invalid } from '#libs/core';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { AdvisoryEvents } from './advisory-events.js';
import type { AdvisoryState } from './advisory-state.js';
import { IMPORT_AUTHOR_ID, writersOf } from './advisory.js';
import type { Draft, RevisionInWork } from './advisory.js';
import { AdvisoryRepository } from './advisory.repository.js';
import type { NewRevision, PublishedAdvisory } from './advisory.repository.js';
import { assertPublishable, publishingIssues } from './completeness.js';
import type { ImportFormat } from './import/identify-format.js';
import type { ImportedDocument } from './import/imported-document.js';
import type { ActingPerson } from './live-actor.js';
import { OriginalRepository } from './original.repository.js';
import { RevisionPublisher } from './revision-publisher.js';
import { readersInWork } from './sharing.js';
import type { Sharing } from './sharing.js';

/** One document on its way into the database. */
export interface ImportWork {
  readonly tx: Transaction;
  readonly importer: ActingPerson;
  readonly document: ImportedDocument;
  readonly isToBePublished: boolean;
}

export interface WrittenDocument {
  readonly advisoryId: string;
  readonly trackingId: string;
  readonly state: AdvisoryState;
}

/**
 * Writes imported texts. Their author is the source, for which an account without a person stands: whoever imports has written nothing, so a
 * reviewer may approve what they import (docs/adr: imports and four eyes).
 */
@Injectable()
export class DocumentWriter {
  constructor(
    private readonly advisories: AdvisoryRepository,
    private readonly originals: OriginalRepository,
    private readonly publisher: RevisionPublisher,
    private readonly events: AdvisoryEvents,
  ) {}

  async writeFirst(work: ImportWork, draft: Draft, base: Sharing | undefined): Promise<WrittenDocument> {
    const { tx, importer } = work;
    const { organisationId } = importer;
    const about = { ...draft, authorId: IMPORT_AUTHOR_ID, organisationId };
    const state = stateOf(work);
    const readerSet = await this.advisories.internReaders(tx, readersInWork(state, about));
    const ids = { organisationId, authorId: IMPORT_AUTHOR_ID };
    const advisory = await this.advisories.insertAdvisory(tx, ids, readerSet);
    return this.insert(work, { draft, ...advisory, ...ids, editors: [], number: 1, state, base }, readerSet);
  }

  async writeNext(work: ImportWork, draft: Draft, published: PublishedAdvisory): Promise<WrittenDocument> {
    const { advisoryId, trackingId, organisationId, number, readers } = published;
    const state = stateOf(work);
    const about = { ...draft, authorId: IMPORT_AUTHOR_ID, organisationId };
    const readerSet = await this.advisories.internReaders(work.tx, readersInWork(state, about));
    const before = draft.label && { label: draft.label, ...(draft.label === published.label ? { readers } : {}) };
    const base = work.document.ceiling ?? before;
    const ids = { advisoryId, trackingId, organisationId, authorId: IMPORT_AUTHOR_ID };
    return this.insert(work, { draft, ...ids, editors: [], number: number + 1, state, base }, readerSet);
  }

  /** A draft that nobody has touched takes the text of the new version. */
  async replaceDraft(work: ImportWork, before: RevisionInWork, draft: Draft): Promise<WrittenDocument> {
    const { ceiling, label } = work.document;
    const base = ceiling ?? (label && { label });
    if (base !== undefined && isWider(before.baseLabel && { label: before.baseLabel, readers: before.baseReaders }, base))
      await this.advisories.narrowBase(work.tx, before, base);
    const saved = await this.advisories.saveDraft(work.tx, before, draft, undefined);
    await this.keepOriginal(work, saved);
    if (!work.isToBePublished) return saved;
    await this.advisories.moveTo(
      work.tx,
      saved,
      'in_review',
      await this.advisories.internReaders(work.tx, readersInWork('in_review', saved)),
    );
    return this.publish(work, saved);
  }

  private async insert(work: ImportWork, begin: NewRevision, readerSet: number): Promise<WrittenDocument> {
    const revision = await this.advisories.insertRevision(work.tx, begin, readerSet);
    await this.keepOriginal(work, revision);
    return work.isToBePublished ? this.publish(work, revision) : revision;
  }

  private async keepOriginal({ tx, importer, document }: ImportWork, revision: RevisionInWork): Promise<void> {
    const desks = await this.advisories.internReaders(tx, readersInWork('in_review', revision));
    await this.originals.insert(tx, revision, desks, document);
    const { advisoryId, organisationId, id: revisionId } = revision;
    const detail = { sha256: document.sha256, isValid: document.validation.isValid };
    await this.events.record(tx, importer, { action: 'advisory:import', advisoryId, organisationId, revisionId, detail });
  }

  private async publish({ tx, importer, document }: ImportWork, revision: RevisionInWork): Promise<WrittenDocument> {
    authorize(importer, 'advisory:publish', { editors: writersOf(revision) });
    if (revision.label === undefined) {
      // What was no label stands in the source; it was imported without one.
      const received = revision.content.source?.label ?? 'nothing';
      throw invalid([{ path: LABEL_PLACES[document.format], expected: 'a TLP label', received }], 'It has no TLP label.');
    }
    const issues = publishingIssues(revision);
    if (issues.length > 0) throw invalid(issues, `It is TLP:${revision.label} and cannot be published as it is. Import it as a draft.`);
    assertPublishable(revision);
    return this.publisher.publish(tx, importer, revision);
  }
}

/** Where a document of each format states its label. */
const LABEL_PLACES: Readonly<Record<ImportFormat, string>> = {
  csaf: 'document.distribution.tlp.label',
  stix: 'object_marking_refs',
  misp: 'Event.Tag',
};

/** Whether a newer version of the source allows less than the one before. */
function isWider(before: Sharing | undefined, now: Sharing): boolean {
  if (before === undefined) return true;
  return isNarrower(now.label, before.label) || (now.readers !== undefined && before.readers === undefined);
}

function stateOf({ isToBePublished }: ImportWork): 'draft' | 'in_review' {
  return isToBePublished ? 'in_review' : 'draft';
}
