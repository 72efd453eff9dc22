import type { InputIssue } from '#libs/core';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import type { RevisionInWork } from './advisory.js';
import { CatalogueRepository } from './catalogue.repository.js';
import { publishingIssues, severityIssues } from './completeness.js';
import { lacksPermission } from './sharing.js';
import { updateClassIssues } from './what-is-new.js';

/** What must still be done before a text in work can be published: the same that submitting and publishing ask. */
@Injectable()
export class AdvisoryBlockers {
  constructor(private readonly catalogues: CatalogueRepository) {}

  async of(tx: Transaction, revision: RevisionInWork): Promise<InputIssue[]> {
    const issues = [
      ...publishingIssues(revision),
      ...severityIssues(revision, await this.catalogues.proposeForContent(tx, revision.content)),
      ...(await updateClassIssues(tx, revision)),
    ];
    // Who would read it is known only once label and audience go together.
    const isPermissionMissing = !issues.some(({ path }) => /^(label|audience)/.test(path)) && lacksPermission(revision);
    const permission = {
      path: 'permission',
      expected: 'who allowed it to be shared more widely than its source does',
      received: 'nothing',
    };
    return isPermissionMissing ? [...issues, permission] : issues;
  }
}
