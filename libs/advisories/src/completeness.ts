import { audienceIssues } from '#libs/access';
import { invalid } from '#libs/core';
import type { InputIssue } from '#libs/core';
import { permissionRequired } from './advisory.errors.js';
import type { RevisionInWork } from './advisory.js';
import { blockersOfPublishing } from './content-rules.js';
import type { ProposedSeverity } from './severity/propose-severity.js';
import { lacksPermission } from './sharing.js';

/** What must still be done before a text can be published: texts, label and audience. Empty where nothing is. */
export function publishingIssues({ content, label, audience }: RevisionInWork): InputIssue[] {
  const inContent = blockersOfPublishing(content).map((issue) => ({ ...issue, path: `content.${issue.path}` }));
  return [...inContent, ...audienceIssues(label, audience)];
}

/** An author may judge otherwise than CVSS, KEV and EPSS do, and then says why. */
export function severityIssues({ severity, severityReason }: RevisionInWork, proposed: ProposedSeverity): InputIssue[] {
  if (severityReason !== undefined || proposed.severity === undefined || proposed.severity === severity) return [];
  const expected = `a reason why it is ${severity}: ${proposed.severity} is proposed`;
  return [{ path: 'severityReason', expected, received: 'nothing' }];
}

/** Throws INVALID_INPUT with everything that must still be done, or PERMISSION_REQUIRED. */
export function assertPublishable(revision: RevisionInWork, more: readonly InputIssue[] = []): void {
  const issues = [...publishingIssues(revision), ...more];
  if (issues.length > 0) throw invalid(issues, 'Something must still be done before this can be published.');
  if (lacksPermission(revision)) throw permissionRequired();
}
