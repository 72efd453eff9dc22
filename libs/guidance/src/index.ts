export { ARTICLE_SECTIONS, SECTION_HEADINGS } from './article-sections.js';
export type { ArticleSection } from './article-sections.js';
export { findGuidanceArticle, guidanceArticles } from './articles.js';
export { GUIDANCE_AUDIENCES, GUIDANCE_COSTS, GUIDANCE_PAGES, GUIDANCE_TOPICS } from './guidance-article.js';
export type {
  FirstStep,
  GuidanceArticle,
  GuidanceAudience,
  GuidanceCost,
  GuidancePage,
  GuidanceSource,
  GuidanceText,
  GuidanceTopic,
  StepGroup,
} from './guidance-article.js';
export { guidanceTargets, parseGuidanceTarget, resolveGuidanceLinks } from './guidance-links.js';
export type { GuidanceTarget } from './guidance-links.js';
export { readArticleText } from './read-article-text.js';
export { HEALTH_CHECK_ANSWERS, HEALTH_CHECK_PRIORITIES } from './health-check/check.js';
export type {
  HealthCheck,
  HealthCheckAdvice,
  HealthCheckAnswer,
  HealthCheckArea,
  HealthCheckPriority,
  HealthCheckQuestion,
  HealthCheckText,
} from './health-check/check.js';
export { HEALTH_CHECKS } from './health-check/health-check.js';
export { scoreHealthCheck } from './health-check/score-health-check.js';
export type {
  HealthCheckAnswers,
  HealthCheckAreaScore,
  HealthCheckPercent,
  HealthCheckResult,
  HealthCheckStep,
} from './health-check/score-health-check.js';
export type { GuidanceContent, GuidanceState } from './guidance-content.js';
export { GUIDANCE_STATES, outdatedLanguages } from './guidance-content.js';
export { guidanceBlockers } from './guidance-draft.js';
export { GuidanceQueries } from './guidance.queries.js';
export type { GuidanceFeedback } from './guidance.queries.js';
export type { GuidanceCard, GuidanceRevision } from './guidance-rows.js';
export { GUIDANCE_STEPS, GUIDANCE_WORKFLOW } from './guidance-workflow.js';
export type { GuidanceStep } from './guidance-workflow.js';
export { writersOfGuidance } from './guidance-writers.js';
export { GuidanceModule } from './guidance.module.js';
export { CreateGuidanceArticle } from './use-cases/create-guidance-article.js';
export { DiscardGuidanceDraft } from './use-cases/discard-guidance-draft.js';
export { GiveGuidanceFeedback } from './use-cases/give-guidance-feedback.js';
export { PublishGuidanceArticle } from './use-cases/publish-guidance-article.js';
export { ReturnGuidanceArticle } from './use-cases/return-guidance-article.js';
export { ReviseGuidanceArticle } from './use-cases/revise-guidance-article.js';
export { ShipGuidance } from './use-cases/ship-guidance.js';
export { SubmitGuidanceArticle } from './use-cases/submit-guidance-article.js';
export { UpdateGuidanceArticle } from './use-cases/update-guidance-article.js';
export { WithdrawGuidanceArticle } from './use-cases/withdraw-guidance-article.js';
