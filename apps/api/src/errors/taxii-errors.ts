import { STATUS_CODES } from 'node:http';
import { DomainError } from '#libs/core';
import { HttpException } from '@nestjs/common';
import { statusOf } from './http-status.js';

/** An error message of TAXII 2.1 (section 3.6.1) with the headers that go with it. */
export interface TaxiiError {
  readonly status: number;
  readonly body: {
    readonly title: string;
    readonly description?: string;
    readonly error_id?: string;
    readonly error_code?: string;
    /** A string, equal to the real status. */
    readonly http_status: string;
    readonly details?: Readonly<Record<string, string>>;
  };
  readonly headers: Readonly<Record<string, string>>;
}

/** RFC 9110 section 11.6.1: how to sign in. */
const CHALLENGE = 'Basic realm="Harbourlight TAXII", charset="UTF-8", Bearer realm="Harbourlight TAXII"';
/** What this door calls unprocessable rather than not understood (TAXII 2.1 section 5.5). */
const UNPROCESSABLE = 'UNPROCESSABLE_OBJECTS';

/** Thrown at this door alone, where TAXII wants a status that no rule of the domain has. */
export class TaxiiRefusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** Any error at the TAXII door as its message. `isBug` says whether somebody must look: then nothing is told but the request's id. */
export function taxiiError(error: unknown, requestId: string): TaxiiError & { readonly isBug: boolean } {
  if (error instanceof TaxiiRefusal) return { ...message(error.status, error.message), headers: error.headers, isBug: false };
  if (error instanceof DomainError) return { ...fromDomain(error), isBug: false };
  const status = statusBeforeUs(error);
  if (status !== undefined) return { ...message(status, undefined), isBug: false };
  const bug = message(500, 'Something went wrong on our side.');
  return { ...bug, body: { ...bug.body, error_id: requestId }, isBug: true };
}

function fromDomain(error: DomainError): TaxiiError {
  const status = error.code === UNPROCESSABLE ? 422 : statusOf(error);
  const made = message(status, error.message);
  const details = Object.fromEntries(
    error.issues.map(({ path, expected }, index) => [path === '' ? String(index) : unique(error, path, index), expected]),
  );
  return {
    status,
    body: { ...made.body, error_code: error.code, ...(error.issues.length > 0 ? { details } : {}) },
    headers: {
      ...(status === 401 ? { 'www-authenticate': CHALLENGE } : {}),
      ...(error.retryAfterSeconds === undefined ? {} : { 'retry-after': String(error.retryAfterSeconds) }),
    },
  };
}

/** Of several issues at one place each keeps its own name. */
function unique({ issues }: DomainError, path: string, index: number): string {
  return issues.filter((issue) => issue.path === path).length === 1 ? path : `${path}.${index}`;
}

function message(status: number, description: string | undefined): TaxiiError {
  const body = {
    title: STATUS_CODES[status] ?? 'Error',
    ...(description === undefined ? {} : { description }),
    http_status: String(status),
  };
  return { status, body, headers: {} };
}

/** What Fastify refused before any of our code ran: bodies that are too large or cannot be read, addresses that are none. */
function statusBeforeUs(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode, code } = error as { statusCode?: unknown; code?: unknown };
  const isFastifys = typeof code === 'string' && code.startsWith('FST_') && typeof statusCode === 'number' && statusCode < 500;
  return isFastifys ? statusCode : undefined;
}
