import type { InputIssue } from '#libs/core';
import type { Transaction } from '#libs/database';
import type { RevisionInWork } from './advisory.js';

/**
 * What an editorial revision changes of who reads an advisory, whom it matches, or what its readers act on: fields such as `label` or
 * `affectedProducts`. Empty for other classes and for a first revision, which alert anyway.
 */
export async function notEditorial(tx: Transaction, { id, number, updateClass }: RevisionInWork): Promise<readonly string[]> {
  if (number === 1 || updateClass !== 'editorial') return [];
  const row = await tx.find<{ fields: string[] }>('SELECT advisories.what_is_new($1) AS fields', [id]);
  return row?.fields ?? [];
}

/** An editorial revision alerts nobody: one that tells somebody something new is minor or major. */
export async function updateClassIssues(tx: Transaction, revision: RevisionInWork): Promise<InputIssue[]> {
  const fields = await notEditorial(tx, revision);
  if (fields.length === 0) return [];
  const expected = `minor or major, because it changes ${fields.join(', ')}`;
  return [{ path: 'updateClass', expected, received: 'editorial' }];
}
