import { Inject, Injectable } from '@nestjs/common';
import { execute } from 'graphql';
import type { ExecutionArgs, GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { LOG } from '../../operations/log.js';
import { formattedErrors } from './formatted-errors.js';

/**
 * Answers to live events, as JSON: made once for all subscribers of one credential that asked for the same with the same words. An event is an object
 * of its own for each credential whose keys opened what it tells, so that nothing made for one is ever found for another.
 */
@Injectable()
export class LiveRendering {
  private readonly answers = new WeakMap<object, Map<string, Promise<string>>>();

  constructor(@Inject(LOG) private readonly log: Logger) {}

  /** `asked` names the operation and its variables. */
  answerTo(event: object, asked: string, operation: ExecutionArgs): Promise<string> {
    const known = this.answers.get(event) ?? new Map<string, Promise<string>>();
    this.answers.set(event, known);
    const answer = known.get(asked) ?? this.render(event, operation);
    known.set(asked, answer);
    return answer;
  }

  /** Errors on their way out, without their cause. */
  formatted(errors: readonly unknown[]): GraphQLFormattedError[] {
    return formattedErrors(errors, this.log);
  }

  private async render(event: object, operation: ExecutionArgs): Promise<string> {
    const result = await execute({ ...operation, rootValue: event });
    return JSON.stringify(result.errors ? { ...result, errors: this.formatted(result.errors) } : result);
  }
}

/** The same for operations that are answered alike under one credential. */
export function askedIn(payload: { query: string; operationName?: string | null; variables?: Record<string, unknown> | null }): string {
  return JSON.stringify([payload.query, payload.operationName, payload.variables]);
}
