import type { Language } from '#libs/advisories';

export const HEALTH_CHECK_ANSWERS = ['yes', 'no', 'dont_know', 'does_not_apply'] as const;
export type HealthCheckAnswer = (typeof HEALTH_CHECK_ANSWERS)[number];

/** In the order of the list of steps: today, this week, this month, and what is good already. */
export const HEALTH_CHECK_PRIORITIES = ['now', 'soon', 'later', 'keep'] as const;
export type HealthCheckPriority = (typeof HEALTH_CHECK_PRIORITIES)[number];

export type HealthCheckText = Readonly<Record<Language, string>>;

export interface HealthCheckAdvice {
  readonly id: string;
  readonly priority: HealthCheckPriority;
  readonly text: HealthCheckText;
  /** Slug of the article that shows how. */
  readonly article: string;
}

export interface HealthCheckArea {
  readonly id: string;
  readonly title: HealthCheckText;
}

export interface HealthCheckQuestion {
  readonly id: string;
  readonly area: string;
  /** 3 stops common attacks by itself, 2 limits the damage, 1 is good order. */
  readonly weight: 1 | 2 | 3;
  readonly text: HealthCheckText;
  /** Which advice each answer leads to, by id. */
  readonly advice: Readonly<Record<HealthCheckAnswer, string>>;
}

export interface HealthCheck {
  readonly id: string;
  readonly title: HealthCheckText;
  readonly areas: readonly HealthCheckArea[];
  /** Asked one at a time, in this order. */
  readonly questions: readonly HealthCheckQuestion[];
  readonly advice: readonly HealthCheckAdvice[];
}
