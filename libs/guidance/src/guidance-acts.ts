import { actorFrom, authorize } from '#libs/access';
import type { Action, Actor, Subject } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { forbidden } from '#libs/core';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import type { GuidanceWriter } from './guidance.repository.js';

/** What every step on an article shares: one transaction as the actor, the live account, the audit entry. */
@Injectable()
export class GuidanceActs {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
  ) {}

  async run<Result>(actor: Actor, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    return this.database.as(actor, work);
  }

  /** `authorize` of the live account. Answers with the person, who belongs to an organisation, since desks do. */
  permit(tx: Transaction, actor: Actor, action: Action, subject: Subject = {}): GuidanceWriter {
    const live = actorFrom(actor.credential, tx.actor);
    authorize(live, action, subject);
    const { personId, organisationId } = live;
    if (personId === undefined || organisationId === undefined)
      throw forbidden('NOT_ALLOWED', 'Only people of an organisation may do this.');
    return { authorId: personId, organisationId };
  }

  async record(tx: Transaction, actor: Actor, action: string, articleId: string, revisionId: string): Promise<void> {
    await this.audit.append(tx, actor, { action, subjectType: 'guidance', subjectId: articleId, detail: { revisionId } });
  }
}
