import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { conflict, invalid } from '#libs/core';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { notAllowed } from '../account.errors.js';
import { authorizeLive } from '../live-actor.js';
import { nameField, readInput } from '../read-input.js';
import { certificateFingerprint, hashOfCertificate, hintOfCertificate } from '../tokens/client-certificate.js';
import { insertToken } from './create-api-token.js';

const DAYS = 365;
const MAX_CERTIFICATES = 20;
const MAX_CHARACTERS = 20_000;
const INPUT = z.strictObject({ name: nameField, certificate: z.string('a certificate').max(MAX_CHARACTERS, 'a certificate') });
const UNIQUE_VIOLATION = '23505';

/**
 * Registers a TLS client certificate of one's own, for machines that read feeds with one (CSAF 2.0 section 7.1.5). It opens what a personal feed
 * address opens: nothing that is RED, no draft, and after a password alone no more than every member reads. It ends after a year, or when it
 * is revoked, and is not registered a second time. Throws CERTIFICATE_TAKEN and TOO_MANY_CERTIFICATES.
 */
@Injectable()
export class RegisterClientCertificate {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
  ) {}

  async execute(actor: Actor, input: unknown): Promise<{ readonly certificateId: string }> {
    const { name, certificate } = readInput(INPUT, input);
    const fingerprint = certificateFingerprint(certificate);
    if (fingerprint === undefined) throw invalid([{ path: 'certificate', expected: 'a certificate in PEM, or its SHA-256 fingerprint' }]);
    return this.database.as(actor, async (tx) => {
      const live = authorizeLive(tx, actor, 'token:manage');
      if (live.scopes?.includes('read') === false) throw notAllowed('A token registers no wider certificate.');
      const { personId = '', assurance, tokenId: madeBy } = live;
      const held = await tx.execute(
        `SELECT FROM accounts.api_token WHERE person_id = $1 AND hint LIKE 'certificate %' AND revoked_at IS NULL AND expires_at > now()`,
        [personId],
      );
      if (held >= MAX_CERTIFICATES) throw conflict('TOO_MANY_CERTIFICATES', `At most ${MAX_CERTIFICATES} at once: revoke one first.`);
      const hash = Buffer.from(hashOfCertificate(fingerprint), 'hex');
      const kept = { token: '', hash, hint: hintOfCertificate(fingerprint) };
      const row = { name, scopes: ['feed'] as const, expiresInDays: DAYS, personId, assurance, madeBy };
      const { tokenId: certificateId, expiresAt } = await insertToken(tx, kept, row).catch(takenOr);
      const detail = { assurance, expiresAt, fingerprint };
      await this.audit.append(tx, actor, { action: 'certificate:register', subjectType: 'token', subjectId: certificateId, detail });
      return { certificateId };
    });
  }
}

function takenOr(error: unknown): never {
  if ((error as { code?: string }).code === UNIQUE_VIOLATION)
    throw conflict('CERTIFICATE_TAKEN', 'This certificate is registered already, or was: use another one.');
  throw error;
}
