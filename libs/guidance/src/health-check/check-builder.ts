import type { HealthCheck, HealthCheckAdvice, HealthCheckPriority, HealthCheckQuestion, HealthCheckText } from './check.js';

interface Advised {
  readonly text: HealthCheckText;
  readonly article: string;
}

interface WrittenArea {
  readonly id: string;
  readonly title: HealthCheckText;
  /** What "yes" leads to. */
  readonly keep: HealthCheckText;
  readonly article: string;
}

interface WrittenQuestion {
  readonly id: string;
  readonly area: string;
  readonly weight: HealthCheckQuestion['weight'];
  readonly priority: Exclude<HealthCheckPriority, 'keep'>;
  readonly article: string;
  readonly text: HealthCheckText;
  /** What "no" and "don't know" lead to. */
  readonly todo: HealthCheckText;
}

/** A check as it is written in health-check.ts: each question with its own advice. */
interface WrittenCheck {
  readonly id: string;
  readonly title: HealthCheckText;
  /** What "does not apply" leads to. */
  readonly review: Advised;
  readonly areas: readonly WrittenArea[];
  readonly questions: readonly WrittenQuestion[];
}

/** A text in the three languages, in this order: English, Traditional Chinese, Simplified Chinese. */
export function text(en: string, zhHant: string, zhHans: string): HealthCheckText {
  return { en, 'zh-Hant': zhHant, 'zh-Hans': zhHans };
}

/** Gives every answer its advice: "no" and "don't know" what to do, "yes" what to keep, "does not apply" when to ask again. */
export function adviceFor(written: WrittenCheck): HealthCheck {
  const todo = written.questions.map(({ id, priority, todo: what, article }): HealthCheckAdvice => ({ id, priority, text: what, article }));
  const keep = written.areas.map(({ id, keep: what, article }): HealthCheckAdvice => ({
    id: `keep-${id}`,
    priority: 'keep',
    text: what,
    article,
  }));
  const review: HealthCheckAdvice = { id: 'review', priority: 'keep', ...written.review };
  return {
    id: written.id,
    title: written.title,
    areas: written.areas.map(({ id, title }) => ({ id, title })),
    questions: written.questions.map(({ id, area, weight, text: question }) => ({
      id,
      area,
      weight,
      text: question,
      advice: { yes: `keep-${area}`, no: id, dont_know: id, does_not_apply: review.id },
    })),
    advice: [...todo, ...keep, review],
  };
}
