import { invalid } from '#libs/core';
import { HEALTH_CHECKS, scoreHealthCheck } from '#libs/guidance';
import type { HealthCheck as Check, HealthCheckAnswer, HealthCheckArea as Area, HealthCheckQuestion as Question } from '#libs/guidance';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { toLocalisedText } from '../vocabulary/localised-text.js';
import { HealthCheck, HealthCheckAnswerInput, HealthCheckArea, HealthCheckQuestion, HealthCheckResult } from './health-check.types.js';

const CODE = { type: () => String, description: 'Its code.' } as const;

/** Pure: what is answered here is neither stored nor logged. */
@Resolver()
export class HealthCheckResolver {
  @Query(() => [HealthCheck], { description: 'The health checks: computers, mobile devices, websites.' })
  healthChecks(): HealthCheck[] {
    return HEALTH_CHECKS.map(toCheck);
  }

  @Query(() => HealthCheck, { nullable: true, description: 'One health check with its questions.' })
  healthCheck(@Args('code', CODE) code: string): HealthCheck | null {
    const check = find(code);
    return check ? toCheck(check) : null;
  }

  @Query(() => HealthCheckResult, { nullable: true, description: 'What the answers come to. Nothing of them is kept.' })
  healthCheckResult(
    @Args('code', CODE) code: string,
    @Args('answers', { type: () => [HealthCheckAnswerInput], description: 'The answers; questions may be left out.' })
    answers: HealthCheckAnswerInput[],
  ): HealthCheckResult | null {
    const check = find(code);
    if (check === undefined) return null;
    if (answers.length > check.questions.length)
      throw invalid([{ path: 'answers', expected: `at most ${check.questions.length}`, received: String(answers.length) }]);
    const { percent, areas, steps, unanswered } = scoreHealthCheck(
      check,
      Object.fromEntries(answers.map(({ question, answer }) => [question, answer as HealthCheckAnswer])),
    );
    const questions = new Map(check.questions.map((question) => [question.id, toQuestion(check, question)]));
    return {
      check: toCheck(check),
      percent: percent ?? null,
      areas: areas.map((score) => ({ area: toArea(score.area), percent: score.percent ?? null })),
      steps: steps.map(({ id, priority, text, article, because }) => ({
        code: id,
        priority,
        text: toLocalisedText(text, 'en'),
        articleSlug: article,
        because: because.flatMap(({ question, answer }) => {
          const asked = questions.get(question);
          return asked === undefined ? [] : [{ question: asked, answer }];
        }),
      })),
      unanswered: unanswered.flatMap((id) => questions.get(id) ?? []),
    };
  }
}

function find(code: string): Check | undefined {
  return HEALTH_CHECKS.find(({ id }) => id === code);
}

function toCheck(check: Check): HealthCheck {
  return {
    code: check.id,
    title: toLocalisedText(check.title, 'en'),
    areas: check.areas.map(toArea),
    questions: check.questions.map((question) => toQuestion(check, question)),
  };
}

function toArea({ id, title }: Area): HealthCheckArea {
  return { code: id, title: toLocalisedText(title, 'en') };
}

function toQuestion({ areas }: Check, { id, area, weight, text }: Question): HealthCheckQuestion {
  const of = areas.find((each) => each.id === area);
  if (of === undefined) throw new Error(`the question ${id} belongs to no area`);
  return { code: id, area: toArea(of), weight, text: toLocalisedText(text, 'en') };
}
