import { newId } from '#libs/core';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import type { Language } from './links/email-links.js';

/** Who applied for an organisation; whoever did so twice is one applicant. */
export interface Applicant {
  readonly email: string;
  readonly name: string;
  readonly language: Language;
}

/** Why and when an application was refused; the instant is ISO 8601. */
export interface Refusal {
  readonly reason: string;
  readonly refusedAt: string;
}

/** All SQL about applications: who made them, and how they were answered. */
@Injectable()
export class ApplicationsRepository {
  async applicantsOf(tx: Transaction, organisationId: string): Promise<Applicant[]> {
    return tx.query<Applicant & Record<string, unknown>>(
      `SELECT DISTINCT ON (lower(email)) email, name, language FROM accounts.email_link
       WHERE purpose = 'application' AND organisation_id = $1 ORDER BY lower(email), created_at`,
      [organisationId],
    );
  }

  /** Answers with the refusal's id. */
  async refuse(tx: Transaction, organisationId: string, reason: string, refusedBy: string): Promise<string> {
    const id = newId();
    await tx.execute('INSERT INTO accounts.application_refusal (id, organisation_id, reason, refused_by) VALUES ($1, $2, $3, $4)', [
      id,
      organisationId,
      reason,
      refusedBy,
    ]);
    return id;
  }

  async lastRefusalOf(tx: Transaction, organisationId: string): Promise<Refusal | undefined> {
    return tx.find<Refusal & Record<string, unknown>>(
      `SELECT reason, refused_at AS "refusedAt" FROM accounts.application_refusal WHERE organisation_id = $1 ORDER BY refused_at DESC, id DESC LIMIT 1`,
      [organisationId],
    );
  }
}
