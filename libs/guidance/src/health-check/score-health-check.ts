import { invalid } from '#libs/core';
import type { InputIssue } from '#libs/core';
import { HEALTH_CHECK_ANSWERS, HEALTH_CHECK_PRIORITIES } from './check.js';
import type { HealthCheck, HealthCheckAdvice, HealthCheckAnswer, HealthCheckArea, HealthCheckQuestion } from './check.js';

/** Answers by question id. Questions may be missing: then they count neither way. */
export type HealthCheckAnswers = Readonly<Record<string, HealthCheckAnswer>>;

/** A percentage from 0 to 100, or nothing where no answered question applies. */
export type HealthCheckPercent = number | undefined;

export interface HealthCheckAreaScore {
  readonly area: HealthCheckArea;
  readonly percent: HealthCheckPercent;
}

export interface HealthCheckStep extends HealthCheckAdvice {
  /** The questions, with their answers, that led here. */
  readonly because: readonly { readonly question: string; readonly answer: HealthCheckAnswer }[];
}

export interface HealthCheckResult {
  readonly percent: HealthCheckPercent;
  readonly areas: readonly HealthCheckAreaScore[];
  /** Most urgent first; within one priority by the weight of the question, then in the order of the questions. */
  readonly steps: readonly HealthCheckStep[];
  /** Ids of the questions without an answer. */
  readonly unanswered: readonly string[];
}

/**
 * The score by area and what to do next. "Yes" earns a question's weight, "no" and "don't know" nothing; what does not apply is
 * left out of the sum. Throws INVALID_INPUT for an unknown question or answer.
 */
export function scoreHealthCheck(check: HealthCheck, answers: HealthCheckAnswers): HealthCheckResult {
  refuseUnknown(check, answers);
  const answerTo = ({ id }: HealthCheckQuestion) => (Object.hasOwn(answers, id) ? answers[id] : undefined);
  const percentOf = (questions: readonly HealthCheckQuestion[]): HealthCheckPercent => {
    const counted = questions.filter((question) => ![undefined, 'does_not_apply'].includes(answerTo(question)));
    const weigh = (some: readonly HealthCheckQuestion[]) => some.reduce((sum, { weight }) => sum + weight, 0);
    if (counted.length === 0) return undefined;
    return Math.round((100 * weigh(counted.filter((question) => answerTo(question) === 'yes'))) / weigh(counted));
  };
  const stepFor = (advice: HealthCheckAdvice) => {
    const asking = check.questions.filter((question) => {
      const answer = answerTo(question);
      return answer !== undefined && question.advice[answer] === advice.id;
    });
    const because = asking.flatMap((question) => {
      const answer = answerTo(question);
      return answer === undefined ? [] : [{ question: question.id, answer }];
    });
    return { step: { ...advice, because }, weight: Math.max(0, ...asking.map(({ weight }) => weight)) };
  };
  return {
    percent: percentOf(check.questions),
    areas: check.areas.map((area) => ({ area, percent: percentOf(check.questions.filter((question) => question.area === area.id)) })),
    steps: check.advice
      .map(stepFor)
      .filter(({ step }) => step.because.length > 0)
      .sort((one, other) => rank(one.step) - rank(other.step) || other.weight - one.weight)
      .map(({ step }) => step),
    unanswered: check.questions.filter((question) => answerTo(question) === undefined).map(({ id }) => id),
  };
}

function rank({ priority }: HealthCheckAdvice): number {
  return HEALTH_CHECK_PRIORITIES.indexOf(priority);
}

function refuseUnknown(check: HealthCheck, answers: HealthCheckAnswers): void {
  const known: readonly string[] = HEALTH_CHECK_ANSWERS;
  const issues = Object.entries(answers).flatMap(([id, answer]): InputIssue[] => {
    if (!check.questions.some((question) => question.id === id)) return [{ path: id, expected: `a question of the check ${check.id}` }];
    return known.includes(answer) ? [] : [{ path: id, expected: `one of ${known.join(', ')}`, received: answer }];
  });
  if (issues.length > 0) throw invalid(issues);
}
