import { DomainError, invalid } from '#libs/core';
import type { InputIssue } from '#libs/core';

/** What is not found is told by its name: unlike at the other doors, whoever asks here may know what exists. */
export async function orTell<Result>(work: Promise<Result>, issue: InputIssue): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof DomainError && error.kind === 'not_found' ? invalid([issue], 'There is no such thing.') : error;
  }
}
