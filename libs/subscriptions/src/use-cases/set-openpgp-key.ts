import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { Clock } from '#libs/core';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Endpoint } from '../endpoint/endpoint.js';
import { EndpointRepository } from '../endpoint/endpoint.repository.js';
import { readPublicKey } from '../endpoint/openpgp-key.js';
import { authorizeKeeper } from '../owner.js';
import { idField, readInput } from '../read-input.js';
import { wrongState } from '../subscription.errors.js';

const INPUT = z.strictObject({ endpointId: idField, publicKey: z.string('an armored public key').nullable() });

/** The key that AMBER mail to this address is encrypted to; without one the mail is a notice without content. */
@Injectable()
export class SetOpenPgpKey {
  constructor(
    private readonly database: Database,
    private readonly endpoints: EndpointRepository,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** `null` takes the key away. Throws INVALID_INPUT for a key that cannot be encrypted to, NOT_FOUND, WRONG_STATE for a webhook. */
  async execute(actor: Actor, input: { readonly endpointId: string; readonly publicKey: string | null }): Promise<Endpoint> {
    const { endpointId, publicKey } = readInput(INPUT, input);
    const key = publicKey === null ? undefined : await readPublicKey(publicKey, this.clock.now());
    return this.database.as(actor, async (tx) => {
      const endpoint = await this.endpoints.getForUpdate(tx, endpointId);
      authorizeKeeper(tx, actor, 'endpoint', endpoint);
      if (endpoint.channel !== 'email') throw wrongState('Only mail is encrypted with OpenPGP.');
      await this.audit.append(tx, actor, {
        action: 'endpoint:set_key',
        subjectType: 'endpoint',
        subjectId: endpoint.id,
        detail: { fingerprint: key?.fingerprint ?? null },
      });
      return this.endpoints.update(tx, endpoint.id, {
        openpgp_key: key?.armored ?? null,
        openpgp_fingerprint: key?.fingerprint ?? null,
        openpgp_expires_at: key?.expiresAt?.toISOString() ?? null,
      });
    });
  }
}
