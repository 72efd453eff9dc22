import { systemActor } from '#libs/access';
import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { invalid, notFound, randomSecret } from '#libs/core';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { alreadyDone } from '../account.errors.js';
import { holdsProof, isRoleAddress, proofName, proofRecord, ROLE_MAILBOXES } from '../domains/domain-proof.js';
import type { ProofRecord } from '../domains/domain-proof.js';
import { DomainResolver } from '../domains/domain-resolver.js';
import { domainField, emailField } from '../email-address.js';
import { hashOfToken } from '../links/email-links.js';
import type { Language } from '../links/email-links.js';
import { ProofLinks } from '../links/proof-links.js';
import { authorizeLive } from '../live-actor.js';
import { OrganisationsRepository } from '../organisations.repository.js';
import type { DomainRow, Evidence } from '../organisations.repository.js';
import { languageField, readInput } from '../read-input.js';

const applicationToken = z.string('the token of the application').optional();
const REQUEST = z.discriminatedUnion(
  'method',
  [
    z.strictObject({ method: z.literal('dns_txt'), domain: domainField, applicationToken }),
    z.strictObject({ method: z.literal('email'), domain: domainField, email: emailField, applicationToken }),
  ],
  'dns_txt or email',
);
const CHECK = z.union(
  [z.strictObject({ token: z.string() }), z.strictObject({ domain: domainField, applicationToken })],
  'the token of the mail, or the domain',
);

const SYSTEM = systemActor('application');

/** The organisation that a proof is for, and who asks for it: the mail says so to whoever runs the domain, in the language of who asks. */
interface Asker {
  readonly organisationId: string;
  readonly language: Language;
  /** The administrator of a member; undefined for an applicant, who is known by the application. */
  readonly personId?: string | undefined;
}

/**
 * An organisation proves that a domain is its own: by a link mailed to a role address there, or by a TXT record. Asked for by an applicant (with the
 * token of the application) or by the administrator of a member (signed in).
 */
@Injectable()
export class ProveDomain {
  constructor(
    private readonly database: Database,
    private readonly organisations: OrganisationsRepository,
    private readonly links: ProofLinks,
    private readonly resolver: DomainResolver,
    private readonly audit: AuditLog,
  ) {}

  /** Starts a proof. For `dns_txt` the answer is the record to set; for `email` a mail is on its way. Throws WRONG_STATE for a proven domain, TOO_MANY_TRIES for a mailbox that was written to three times within the hour. */
  async request(actor: Actor, input: unknown): Promise<{ readonly record?: ProofRecord }> {
    const asked = readInput(REQUEST, input);
    if (asked.method === 'email' && !isRoleAddress(asked.email, asked.domain)) {
      const expected = `one of ${ROLE_MAILBOXES.join(', ')} at ${asked.domain}`;
      throw invalid([{ path: 'email', expected, received: JSON.stringify(asked.email) }]);
    }
    if (asked.method === 'email') await this.links.refuseFlood(asked.email);
    const token = randomSecret(32);
    return this.for(actor, asked.applicationToken, async (tx, { organisationId, language, personId }) => {
      const proof = { method: asked.method, token_hash: hashOfToken(token), dns_token: token };
      const domain = await this.organisations.askForProof(tx, organisationId, asked.domain, proof);
      if (domain === undefined) throw alreadyDone('This domain is proven already.');
      if (asked.method === 'dns_txt') return { record: proofRecord(asked.domain, domain.dns_token) };
      await this.links.ask(tx, {
        email: asked.email,
        language,
        organisationId,
        domainId: domain.id,
        ...(personId === undefined ? {} : { invitedBy: personId }),
      });
      return {};
    });
  }

  /** Finishes a proof, by the token of the mail or by asking DNS now. Throws NOT_FOUND where none was asked for, DNS_UNAVAILABLE. */
  async check(actor: Actor, input: unknown): Promise<{ readonly isProven: boolean }> {
    const asked = readInput(CHECK, input);
    if ('token' in asked) return this.byMail(asked.token);
    const domain = await this.for(actor, asked.applicationToken, async (tx, { organisationId }) =>
      (await this.organisations.domainsOf(tx, organisationId)).find((row) => row.domain === asked.domain),
    );
    if (!domain) throw notFound();
    if (domain.verified_at !== null) return { isProven: true };
    const hashes = [domain.token_hash, ...(domain.dns_token === null ? [] : [hashOfToken(domain.dns_token)])];
    if (!holdsProof(await this.resolver.txt(proofName(domain.domain)), hashes)) return { isProven: false };
    return this.for(actor, asked.applicationToken, (tx) => this.prove(tx, actor, domain, { by: 'dns_txt' }));
  }

  private async byMail(token: string): Promise<{ readonly isProven: boolean }> {
    return this.database.as(SYSTEM, async (tx) => {
      const link = await this.links.followProof(tx, token);
      const domain = link.domainId && (await this.organisations.findDomain(tx, link.domainId));
      if (!domain) throw notFound();
      return this.prove(tx, SYSTEM, domain, { by: 'email', address: link.email });
    });
  }

  private async prove(tx: Transaction, actor: Actor, domain: DomainRow, evidence: Evidence): Promise<{ readonly isProven: boolean }> {
    await this.organisations.markProven(tx, domain.id, evidence);
    await this.audit.append(tx, actor, {
      action: 'organisation:prove_domain',
      subjectType: 'organisation',
      subjectId: domain.organisation_id,
      organisationId: domain.organisation_id,
      detail: { domain: domain.domain, method: evidence.by },
    });
    return { isProven: true };
  }

  /** Runs the work for the organisation of the application, or for that of the administrator who is signed in. */
  private async for<Result>(
    actor: Actor,
    token: string | undefined,
    work: (tx: Transaction, asker: Asker) => Promise<Result>,
  ): Promise<Result> {
    if (token === undefined) {
      return this.database.as(actor, (tx) => {
        const { organisationId, personId, language } = authorizeLive(tx, actor, 'organisation:prove_domain');
        if (organisationId === undefined) throw notFound();
        return work(tx, { organisationId, personId, language: languageField.catch('en').parse(language) });
      });
    }
    return this.database.as(SYSTEM, async (tx) => {
      const { organisationId, language } = await this.links.followApplication(tx, token);
      const organisation = organisationId && (await this.organisations.findForUpdate(tx, organisationId));
      if (!organisation || organisation.status !== 'applied') throw notFound();
      return work(tx, { organisationId: organisation.id, language });
    });
  }
}
