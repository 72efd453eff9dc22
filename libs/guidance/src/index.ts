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
