import { DomainError } from '#libs/core';
import { Catch, HttpException } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { statusOf } from './http-status.js';

interface Problem {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly requestId?: string;
  readonly retryAfterSeconds?: number;
  readonly issues?: unknown;
}

/** What cannot be read or is too large, by Fastify's own words for it; everything else in the 400s is BAD_REQUEST. */
const CODES: Readonly<Record<number, readonly [code: string, title: string]>> = {
  404: ['NOT_FOUND', 'Not found.'],
  405: ['METHOD_NOT_ALLOWED', 'Not allowed by this method.'],
  413: ['TOO_LARGE', 'The request is too large.'],
  415: ['UNSUPPORTED_MEDIA_TYPE', 'This kind of content is not understood.'],
  503: ['UNAVAILABLE', 'Not available at the moment.'],
};

/** Errors of the plain HTTP doors as RFC 9457 problem+json. GraphQL has its own mapper and is passed on. */
@Catch()
export class ProblemJsonFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType<string>() === 'graphql') throw error;
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = this.problem(error, request.id);
    if (problem.retryAfterSeconds) void reply.header('retry-after', String(problem.retryAfterSeconds));
    void reply
      .code(problem.status)
      .header('content-type', 'application/problem+json')
      .send(JSON.stringify({ type: 'about:blank', ...problem }));
  }

  private problem(error: unknown, requestId: string): Problem {
    if (error instanceof DomainError) {
      const { code, message, issues, retryAfterSeconds } = error;
      return {
        status: statusOf(error),
        code,
        title: message,
        ...(issues.length > 0 ? { issues } : {}),
        ...(retryAfterSeconds ? { retryAfterSeconds } : {}),
      };
    }
    const status = statusBeforeUs(error);
    if (status !== undefined) {
      const [code, title] = CODES[status] ?? ['BAD_REQUEST', 'The request is not understood.'];
      return { status, code, title };
    }
    this.log.error({ err: error, requestId }, 'an unexpected error');
    return { status: 500, code: 'INTERNAL', title: 'Something went wrong on our side.', requestId };
  }
}

/** The status of what Nest or Fastify refused before any of our code ran: unknown routes, bodies that cannot be read. */
function statusBeforeUs(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode, code } = error as { statusCode?: unknown; code?: unknown };
  const isFastifys = typeof code === 'string' && code.startsWith('FST_') && typeof statusCode === 'number' && statusCode < 500;
  return isFastifys ? statusCode : undefined;
}
