import { AuditLog } from '#libs/audit';
import { OutboxModule } from '#libs/outbox';
import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { OutsideClient } from '#libs/network';
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
import { ImportRun } from './import-run.js';
import { CsafValidator } from './import/validator/csaf-validator.js';
import { OriginalRepository } from './original.repository.js';
import { ReadersToCome } from './readers-to-come.js';
import { RevisionPublisher } from './revision-publisher.js';
import { AdvisoryStatistics } from './statistics/advisory-statistics.js';
import { ProductCatalogue } from './statistics/product-catalogue.js';
import { AcknowledgeAdvisory } from './use-cases/acknowledge-advisory.js';
import { SourceQueries } from './sources/source.queries.js';
import { SourceRepository } from './sources/source.repository.js';
import { AddSource } from './use-cases/add-source.js';
import { CancelSchedule } from './use-cases/cancel-schedule.js';
import { ChangeSource } from './use-cases/change-source.js';
import { CommentOnAdvisory } from './use-cases/comment-on-advisory.js';
import { CreateAdvisory } from './use-cases/create-advisory.js';
import { DiscardDraft } from './use-cases/discard-draft.js';
import { DraftSubmission } from './use-cases/draft-submission.js';
import { ImportDocument } from './use-cases/import-document.js';
import { ImportDocuments } from './use-cases/import-documents.js';
import { ImportFromProvider } from './use-cases/import-from-provider.js';
import { ImportStix } from './use-cases/import-stix.js';
import { PublishAdvisory } from './use-cases/publish-advisory.js';
import { RefreshCatalogue } from './use-cases/refresh-catalogue.js';
import { ReleaseScheduled } from './use-cases/release-scheduled.js';
import { ReturnAdvisory } from './use-cases/return-advisory.js';
import { ReviseAdvisory } from './use-cases/revise-advisory.js';
import { RunDueSources } from './use-cases/run-due-sources.js';
import { RunSource } from './use-cases/run-source.js';
import { SeedDemoAdvisories } from './use-cases/seed-demo-advisories.js';
import { SubmitAdvisory } from './use-cases/submit-advisory.js';
import { UpdateAdvisory } from './use-cases/update-advisory.js';
import { WithdrawAdvisory } from './use-cases/withdraw-advisory.js';

const FRONT_DOOR = [
  AcknowledgeAdvisory,
  AdvisoryBlockers,
  AddSource,
  AdvisoryQueries,
  AdvisoryStatistics,
  AdvisoryViews,
  CancelSchedule,
  ChangeSource,
  CommentOnAdvisory,
  CreateAdvisory,
  DiscardDraft,
  DraftSubmission,
  ImportDocument,
  ImportDocuments,
  PreviewAudience,
  ProductCatalogue,
  ReadersToCome,
  ImportFromProvider,
  ImportStix,
  PublishAdvisory,
  RefreshCatalogue,
  ReleaseScheduled,
  ReturnAdvisory,
  ReviseAdvisory,
  RunDueSources,
  RunSource,
  SeedDemoAdvisories,
  SourceQueries,
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
    ImportRun,
    OriginalRepository,
    {
      provide: OutsideClient,
      useFactory: ({ allowLoopbackWebhooks, publicWebUrl }: Config) =>
        new OutsideClient({ allowLoopback: allowLoopbackWebhooks, userAgent: `Harbourlight (+${publicWebUrl})` }),
      inject: [CONFIG],
    },
    RevisionPublisher,
    SourceRepository,
  ],
  exports: FRONT_DOOR,
})
export class AdvisoriesModule implements OnApplicationShutdown {
  constructor(
    private readonly validator: CsafValidator,
    private readonly outside: OutsideClient,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await this.outside.close();
    await this.validator.close();
  }
}
