import type { Sector, Tier } from '#libs/access';
import { newId } from '#libs/core';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';

export type OrganisationStatus = 'applied' | 'refused' | 'active' | 'suspended';

export interface OrganisationRow {
  readonly id: string;
  readonly name: string;
  readonly status: OrganisationStatus;
  readonly is_operator: boolean;
  /** When it was first approved; null for an application that never was. */
  readonly activated_at: string | null;
}

export interface NewOrganisation {
  readonly name: string;
  readonly nameZhHant?: string | undefined;
  readonly nameZhHans?: string | undefined;
  readonly tier: Tier;
  readonly sectors: readonly Sector[];
  readonly contactEmail?: string | undefined;
  readonly isOperator?: boolean;
  readonly isActive?: boolean;
}

export interface DomainRow {
  readonly id: string;
  readonly organisation_id: string;
  readonly domain: string;
  readonly method: 'email' | 'dns_txt';
  readonly token_hash: Buffer;
  /** The value of the TXT record without its prefix; null for what was asked for before it was kept. */
  readonly dns_token: string | null;
  readonly verified_at: string | null;
}

/** What a domain was proven by. */
export type Evidence = { readonly by: 'email'; readonly address: string } | { readonly by: 'dns_txt' };

const DOMAIN = 'id, organisation_id, domain, method, token_hash, dns_token, verified_at';

/** All SQL about organisations and their domains. */
@Injectable()
export class OrganisationsRepository {
  async add(tx: Transaction, organisation: NewOrganisation): Promise<string> {
    const id = newId();
    await tx.execute(
      `INSERT INTO accounts.organisation (id, name, name_zh_hant, name_zh_hans, tier, status, is_operator, sectors, contact_email, activated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, CASE WHEN $6 = 'active' THEN now() END)`,
      [
        id,
        organisation.name,
        organisation.nameZhHant ?? null,
        organisation.nameZhHans ?? null,
        organisation.tier,
        organisation.isActive ? 'active' : 'applied',
        organisation.isOperator ?? false,
        organisation.sectors,
        organisation.contactEmail ?? null,
      ],
    );
    return id;
  }

  /** The organisation, locked; undefined for one that is absent or hidden. */
  async findForUpdate(tx: Transaction, id: string): Promise<OrganisationRow | undefined> {
    return tx.find<OrganisationRow>(
      'SELECT id, name, status, is_operator, activated_at FROM accounts.organisation WHERE id = $1 FOR UPDATE',
      [id],
    );
  }

  async setStatus(tx: Transaction, id: string, status: OrganisationRow['status']): Promise<void> {
    await tx.execute(
      `UPDATE accounts.organisation SET status = $2, activated_at = CASE WHEN $2 = 'active' THEN coalesce(activated_at, now()) ELSE activated_at END
       WHERE id = $1`,
      [id, status],
    );
  }

  /**
   * Asks for a proof of a domain; undefined where it is proven already. What was asked for before stays good: a TXT value that was shown once is
   * the one to set until the domain is proven, however often and in whatever way it is asked for again.
   */
  async askForProof(
    tx: Transaction,
    organisationId: string,
    domain: string,
    proof: Pick<DomainRow, 'method' | 'token_hash'> & { readonly dns_token: string },
  ): Promise<{ readonly id: string; readonly dns_token: string } | undefined> {
    return tx.find<{ id: string; dns_token: string }>(
      `INSERT INTO accounts.organisation_domain (id, organisation_id, domain, method, token_hash, dns_token) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (organisation_id, domain) DO UPDATE SET method = excluded.method, requested_at = now(),
           dns_token = coalesce(organisation_domain.dns_token, excluded.dns_token)
         WHERE organisation_domain.verified_at IS NULL
       RETURNING id, dns_token`,
      [newId(), organisationId, domain, proof.method, proof.token_hash, proof.dns_token],
    );
  }

  async domainsOf(tx: Transaction, organisationId: string): Promise<DomainRow[]> {
    return tx.query<DomainRow>(`SELECT ${DOMAIN} FROM accounts.organisation_domain WHERE organisation_id = $1 ORDER BY domain`, [
      organisationId,
    ]);
  }

  async findDomain(tx: Transaction, id: string): Promise<DomainRow | undefined> {
    return tx.find<DomainRow>(`SELECT ${DOMAIN} FROM accounts.organisation_domain WHERE id = $1`, [id]);
  }

  /** The first evidence stays. */
  async markProven(tx: Transaction, domainId: string, evidence: Evidence): Promise<void> {
    await tx.execute(
      `UPDATE accounts.organisation_domain SET verified_at = now(), proven_by = $2, proven_address = $3 WHERE id = $1 AND verified_at IS NULL`,
      [domainId, evidence.by, evidence.by === 'email' ? evidence.address : null],
    );
  }
}
