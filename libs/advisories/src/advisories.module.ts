import { AuditLog } from '#libs/audit';
import { OutboxModule } from '#libs/outbox';
import { Module } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { AdvisoryBlockers } from './advisory-blockers.js';
import { AdvisoryEvents } from './advisory-events.js';
import { AdvisoryViews } from './advisory-views.js';
import { AdvisoryQueries } from './advisory.queries.js';
import { AdvisoryRepository } from './advisory.repository.js';
import { PreviewAudience } from './audience-preview.js';
import { CatalogueRepository } from './catalogue.repository.js';
import { DemoSteps } from './demo-steps.js';
import { DocumentStore } from './document-store.js';
import { DocumentWriter } from './document-writer.js';
import { CsafValidator } from './import/validator/csaf-validator.js';
import { OriginalRepository } from './original.repository.js';
import { RevisionPublisher } from './revision-publisher.js';
import { AdvisoryStatistics } from './statistics/advisory-statistics.js';
import { ProductCatalogue } from './statistics/product-catalogue.js';
import { AcknowledgeAdvisory } from './use-cases/acknowledge-advisory.js';
import { CancelSchedule } from './use-cases/cancel-schedule.js';
import { CommentOnAdvisory } from './use-cases/comment-on-advisory.js';
import { CreateAdvisory } from './use-cases/create-advisory.js';
import { DiscardDraft } from './use-cases/discard-draft.js';
import { ImportDocument } from './use-cases/import-document.js';
import { ImportDocuments } from './use-cases/import-documents.js';
import { PublishAdvisory } from './use-cases/publish-advisory.js';
import { RefreshCatalogue } from './use-cases/refresh-catalogue.js';
import { ReleaseScheduled } from './use-cases/release-scheduled.js';
import { ReturnAdvisory } from './use-cases/return-advisory.js';
import { ReviseAdvisory } from './use-cases/revise-advisory.js';
import { SeedDemoAdvisories } from './use-cases/seed-demo-advisories.js';
import { SubmitAdvisory } from './use-cases/submit-advisory.js';
import { UpdateAdvisory } from './use-cases/update-advisory.js';
import { WithdrawAdvisory } from './use-cases/withdraw-advisory.js';

const FRONT_DOOR = [
  AcknowledgeAdvisory,
  AdvisoryBlockers,
  AdvisoryQueries,
  AdvisoryStatistics,
  AdvisoryViews,
  CancelSchedule,
  CommentOnAdvisory,
  CreateAdvisory,
  DiscardDraft,
  ImportDocument,
  ImportDocuments,
  PreviewAudience,
  ProductCatalogue,
  PublishAdvisory,
  RefreshCatalogue,
  ReleaseScheduled,
  ReturnAdvisory,
  ReviseAdvisory,
  SeedDemoAdvisories,
  SubmitAdvisory,
  UpdateAdvisory,
  WithdrawAdvisory,
];

/** The importing process and two that validate for it: as many as share two processors. They start when they are needed. */
const VALIDATORS = { processes: 2 };

/** Drafting, review, publishing, revisions, withdrawal, import and search. Needs PlatformModule. */
@Module({
  imports: [OutboxModule],
  providers: [
    ...FRONT_DOOR,
    AdvisoryEvents,
    AdvisoryRepository,
    AuditLog,
    CatalogueRepository,
    { provide: CsafValidator, useFactory: () => new CsafValidator(VALIDATORS) },
    DemoSteps,
    DocumentStore,
    DocumentWriter,
    OriginalRepository,
    RevisionPublisher,
  ],
  exports: FRONT_DOOR,
})
export class AdvisoriesModule implements OnApplicationShutdown {
  constructor(private readonly validator: CsafValidator) {}

  async onApplicationShutdown(): Promise<void> {
    await this.validator.close();
  }
}
