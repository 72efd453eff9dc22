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

/** All that stands between a text and its publication, in the order of the form: texts, label and audience, severity, permission. */
export function blockersOf(revision: RevisionInWork, proposed: ProposedSeverity): InputIssue[] {
  const issues = [...publishingIssues(revision), ...severityIssues(revision, proposed)];
  // Who would read it is known once label and audience go together.
  if (issues.length > 0 || !lacksPermission(revision)) return issues;
  return [{ path: 'permission', expected: 'the permission of the source to share it more widely than it did', received: 'nothing' }];
}

/** Throws INVALID_INPUT with everything that must still be done, or PERMISSION_REQUIRED. */
export function assertPublishable(revision: RevisionInWork, more: readonly InputIssue[] = []): void {
  const issues = [...publishingIssues(revision), ...more];
  if (issues.length > 0) throw invalid(issues, 'Something must still be done before this can be published.');
  if (lacksPermission(revision)) throw permissionRequired();
}
