import { ConfigError } from '#libs/config';
import { DomainError } from '#libs/core';

/** What to do about a refusal that says only what is the matter. */
const ADVICE: Readonly<Record<string, string>> = {
  DATABASE_UNAVAILABLE: 'Is PostgreSQL running, and does DATABASE_URL name it? "npm run cli -- doctor" looks closer.',
  UNAUTHENTICATED: 'The account is suspended, or its organisation is.',
  SECOND_FACTOR_REQUIRED: 'Enrol a second factor for this account first.',
};

/** Codes of PostgreSQL (appendix A of its manual) that an operator can do something about. */
const DATABASE_ADVICE: Readonly<Record<string, string>> = {
  '28P01':
    'The password of the service role follows from SECRET_KEY: use the key that the database was migrated with, or migrate again as its owner.',
  '3D000': 'The database that DATABASE_URL names does not exist.',
  '3F000': 'The database is not migrated: run "npm run cli -- migrate" with the owner\'s DATABASE_URL.',
  '42P01': 'The database is older than the program: run "npm run cli -- migrate" with the owner\'s DATABASE_URL.',
  '42703': 'The database is older than the program: run "npm run cli -- migrate" with the owner\'s DATABASE_URL.',
  '42883': 'The database is older than the program: run "npm run cli -- migrate" with the owner\'s DATABASE_URL.',
  '53100': 'The disk of the database is full.',
  '53300': 'The database has no connection left: raise max_connections, or lower DATABASE_POOL.',
};

interface ExplainOptions {
  /** With the stack. */
  readonly isDebugging: boolean;
}

/** The lines that tell a person what is wrong, what was expected, what came and what to do. Never a stack unless they debug. */
export function explainError(error: unknown, { isDebugging }: ExplainOptions): string[] {
  const stack = isDebugging && error instanceof Error ? [error.stack ?? ''] : [];
  if (error instanceof ConfigError) return [error.message, ...stack];
  if (error instanceof DomainError) return [...explainRefusal(error), ...stack];
  const code = codeOf(error);
  const advice = DATABASE_ADVICE[code] ?? 'This should not have happened. Run it again with LOG_LEVEL=debug to see where, and report it.';
  return [`${messageOf(error)}${code === '' ? '' : ` (${code})`}`, advice, ...stack];
}

function explainRefusal({ code, message, issues, cause }: DomainError): string[] {
  const places = issues.map(({ path, expected, received }) => {
    const place = path === '' ? '' : `${path}: `;
    return `  ${place}expected ${expected}${received === undefined ? '' : `; came: ${received}`}`;
  });
  const because = cause === undefined ? [] : [`  ${messageOf(cause)}`];
  const advice = DATABASE_ADVICE[codeOf(cause)] ?? ADVICE[code];
  return [message, ...places, ...because, ...(advice === undefined ? [] : [advice])];
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message || error.name : String(error);
}
