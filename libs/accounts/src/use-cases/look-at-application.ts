import { systemActor } from '#libs/access';
import { notFound } from '#libs/core';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { ApplicationsRepository } from '../applications.repository.js';
import type { Refusal } from '../applications.repository.js';
import { proofRecord } from '../domains/domain-proof.js';
import type { ProofRecord } from '../domains/domain-proof.js';
import { askersOf } from '../links/asker-of-proof.js';
import { EmailLinks } from '../links/email-links.js';
import type { OrganisationStatus } from '../organisations.repository.js';

/** Names of an organisation in the languages that it has one in. */
export interface OrganisationNames {
  readonly name: string;
  readonly nameZhHant: string | null;
  readonly nameZhHans: string | null;
}

/** What the link of an application tells its applicant. Instants are ISO 8601. */
export interface ApplicationStanding extends OrganisationNames {
  readonly status: OrganisationStatus;
  /** Why it was refused; only while it is. */
  readonly refusal: Refusal | undefined;
  readonly domains: readonly {
    readonly domain: string;
    readonly verifiedAt: string | null;
    /** The record that proves it, where it is not proven yet. */
    readonly record: ProofRecord | undefined;
  }[];
}

/** What a click on the link of a proof would prove, and who asks for it. */
export interface ProofAsked extends OrganisationNames {
  readonly domain: string;
  readonly askedBy: string;
  readonly askedByEmail: string;
  readonly expiresAt: string;
}

const SYSTEM = systemActor('application');
const NAMES = `o.name, o.name_zh_hant AS "nameZhHant", o.name_zh_hans AS "nameZhHans"`;

/** What links in mails are about, for whoever holds them. Looking changes nothing. Throws NOT_FOUND for a token that is not (or no longer) good. */
@Injectable()
export class LookAtApplication {
  constructor(
    private readonly database: Database,
    private readonly links: EmailLinks,
    private readonly applications: ApplicationsRepository,
  ) {}

  /** By the token of the application. */
  async standing(token: string): Promise<ApplicationStanding> {
    return this.database.as(SYSTEM, async (tx) => {
      const { organisationId } = await this.links.follow(tx, 'application', token);
      const organisation =
        organisationId === undefined
          ? undefined
          : await tx.find<OrganisationNames & { status: OrganisationStatus }>(
              `SELECT ${NAMES}, o.status FROM accounts.organisation o WHERE o.id = $1`,
              [organisationId],
            );
      if (organisationId === undefined || organisation === undefined) throw notFound();
      return {
        ...organisation,
        refusal: organisation.status === 'refused' ? await this.applications.lastRefusalOf(tx, organisationId) : undefined,
        domains: await domainsOf(tx, organisationId),
      };
    });
  }

  /** By the token of a mail that proves a domain. */
  async proof(token: string): Promise<ProofAsked> {
    return this.database.as(SYSTEM, async (tx) => {
      const link = await this.links.follow(tx, 'domain_proof', token);
      const asked = await tx.find<ProofAsked & Record<string, unknown>>(
        `SELECT ${NAMES}, d.domain, asker.name AS "askedBy", asker.email AS "askedByEmail", l.expires_at AS "expiresAt"
         FROM accounts.email_link l JOIN accounts.organisation_domain d ON d.id = l.domain_id JOIN accounts.organisation o ON o.id = d.organisation_id
         ${askersOf('l')} WHERE l.id = $1`,
        [link.id],
      );
      if (asked === undefined) throw notFound();
      return asked;
    });
  }
}

async function domainsOf(tx: Transaction, organisationId: string): Promise<ApplicationStanding['domains']> {
  const rows = await tx.query<{ domain: string; dns_token: string | null; verifiedAt: string | null }>(
    `SELECT domain, dns_token, verified_at AS "verifiedAt" FROM accounts.organisation_domain WHERE organisation_id = $1 ORDER BY requested_at, domain`,
    [organisationId],
  );
  return rows.map(({ domain, dns_token, verifiedAt }) => ({
    domain,
    verifiedAt,
    record: verifiedAt === null && dns_token !== null ? proofRecord(domain, dns_token) : undefined,
  }));
}
