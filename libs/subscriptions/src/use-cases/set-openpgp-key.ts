import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import { Outbox } from '#libs/outbox';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Endpoint } from '../endpoint/endpoint.js';
import { EndpointRepository } from '../endpoint/endpoint.repository.js';
import { KeyAge } from '../endpoint/key-age.js';
import { readPublicKey, refuseForeignKey } from '../endpoint/openpgp-key.js';
import type { RecipientKey } from '../endpoint/openpgp-key.js';
import { authorizeKeeper } from '../owner.js';
import { idField, readInput } from '../read-input.js';
import { wrongState } from '../subscription.errors.js';

const INPUT = z.strictObject({ endpointId: idField, publicKey: z.string('an armored public key').nullable() });

/**
 * The key that AMBER mail to this address is encrypted to; without one the mail is a notice without content. A new key names the address in one of its
 * user ids, is told to the mailbox in clear, and is used from a day later on (`OPENPGP_KEY_AGE_HOURS`): until then AMBER mail is the notice.
 */
@Injectable()
export class SetOpenPgpKey {
  constructor(
    private readonly database: Database,
    private readonly endpoints: EndpointRepository,
    private readonly audit: AuditLog,
    private readonly age: KeyAge,
    private readonly outbox: Outbox,
  ) {}

  /** `null` takes the key away. Throws INVALID_INPUT for a key that cannot be encrypted to or is of another address, NOT_FOUND, WRONG_STATE for a webhook or an address that is not confirmed. */
  async execute(actor: Actor, input: { readonly endpointId: string; readonly publicKey: string | null }): Promise<Endpoint> {
    const { endpointId, publicKey } = readInput(INPUT, input);
    const key = publicKey === null ? undefined : await readPublicKey(publicKey, this.age.now());
    return this.database.as(actor, async (tx) => {
      const endpoint = await this.endpoints.getForUpdate(tx, endpointId);
      authorizeKeeper(tx, actor, 'endpoint', endpoint);
      if (endpoint.channel !== 'email') throw wrongState('Only mail is encrypted with OpenPGP.');
      if (key !== undefined && endpoint.status === 'unconfirmed') throw wrongState('Confirm this endpoint first.');
      if (key !== undefined) refuseForeignKey(key, endpoint.address);
      // The same key again is no new one.
      if (key !== undefined && key.fingerprint === endpoint.openPgp?.fingerprint) return this.keep(tx, endpoint, key);
      await this.audit.append(tx, actor, {
        action: 'endpoint:set_key',
        subjectType: 'endpoint',
        subjectId: endpoint.id,
        detail: { fingerprint: key?.fingerprint ?? null },
      });
      if (key !== undefined) {
        await this.outbox.append(tx, { type: 'account.mail_requested', mail: 'openpgp_key_notice', endpointId: endpoint.id });
      }
      return this.endpoints.update(tx, endpoint.id, {
        openpgp_key: key?.armored ?? null,
        openpgp_fingerprint: key?.fingerprint ?? null,
        openpgp_expires_at: key?.expiresAt?.toISOString() ?? null,
        openpgp_usable_at: key === undefined ? null : this.age.usableAt(),
      });
    });
  }

  /** Its owner may have moved its end, or its parts. */
  private async keep(tx: Transaction, endpoint: Endpoint, key: RecipientKey): Promise<Endpoint> {
    return this.endpoints.update(tx, endpoint.id, {
      openpgp_key: key.armored,
      openpgp_expires_at: key.expiresAt?.toISOString() ?? null,
    });
  }
}
