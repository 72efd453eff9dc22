import { conflict } from '#libs/core';
import type { DomainError } from '#libs/core';

export function sourceExists(): DomainError {
  return conflict('SOURCE_EXISTS', 'This address is a source already.');
}

export function sourceIsRunning(): DomainError {
  return conflict('SOURCE_RUNNING', 'It is being imported from at the moment.');
}

export function nobodyImports(): DomainError {
  return conflict(
    'SOURCE_WITHOUT_IMPORTER',
    'Nobody imports from it: an analyst or reviewer of the desk resumes it, and imports in their own name from then on.',
  );
}
