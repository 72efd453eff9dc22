import { AccountsModule } from '#libs/accounts';
import { AuditModule } from '#libs/audit';
import { Module } from '@nestjs/common';
import { GuidanceActs } from './guidance-acts.js';
import { GuidanceQueries } from './guidance.queries.js';
import { GuidanceRepository } from './guidance.repository.js';
import { CreateGuidanceArticle } from './use-cases/create-guidance-article.js';
import { DiscardGuidanceDraft } from './use-cases/discard-guidance-draft.js';
import { GiveGuidanceFeedback } from './use-cases/give-guidance-feedback.js';
import { PublishGuidanceArticle } from './use-cases/publish-guidance-article.js';
import { ReturnGuidanceArticle } from './use-cases/return-guidance-article.js';
import { ReviseGuidanceArticle } from './use-cases/revise-guidance-article.js';
import { ShipGuidance } from './use-cases/ship-guidance.js';
import { SubmitGuidanceArticle } from './use-cases/submit-guidance-article.js';
import { UpdateGuidanceArticle } from './use-cases/update-guidance-article.js';
import { WithdrawGuidanceArticle } from './use-cases/withdraw-guidance-article.js';

const FRONT_DOOR = [
  CreateGuidanceArticle,
  DiscardGuidanceDraft,
  GiveGuidanceFeedback,
  GuidanceQueries,
  PublishGuidanceArticle,
  ReturnGuidanceArticle,
  ReviseGuidanceArticle,
  ShipGuidance,
  SubmitGuidanceArticle,
  UpdateGuidanceArticle,
  WithdrawGuidanceArticle,
];

/** Guidance articles: writing, review, publishing, reading and search. Needs PlatformModule. */
@Module({ imports: [AccountsModule, AuditModule], providers: [...FRONT_DOOR, GuidanceActs, GuidanceRepository], exports: FRONT_DOOR })
export class GuidanceModule {}
