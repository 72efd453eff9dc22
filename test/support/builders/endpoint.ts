import { SecretBox } from '#libs/config';
import { newId } from '#libs/core';
import { ENDPOINT_SECRET_PURPOSE, newWebhookSecret } from '#libs/subscriptions';
import type { EndpointChannel, EndpointStatus } from '#libs/subscriptions';
import type { TestDatabase } from '../test-database.js';
import { asSuperuser } from './organisation.js';
import type { SavedOrganisation } from './organisation.js';
import type { SavedPerson } from './person.js';

export interface SavedEndpoint {
  readonly id: string;
  readonly channel: EndpointChannel;
  readonly address: string;
  readonly personId: string | undefined;
  readonly organisationId: string | undefined;
  /** Of a webhook. */
  readonly secret: string | undefined;
}

/** `anEndpoint().of(person).savedIn(database)`: a confirmed mailbox, active unless told otherwise, public unless somebody owns it. */
export class EndpointBuilder {
  private personId: string | undefined;
  private organisationId: string | undefined;
  private channel: EndpointChannel = 'email';
  private address = `alerts-${newId().slice(0, 13)}@mailboxes.example`;
  private status: EndpointStatus = 'active';

  of(person: Pick<SavedPerson, 'id'>): this {
    this.personId = person.id;
    return this;
  }

  sharedBy(organisation: Pick<SavedOrganisation, 'id'>): this {
    this.organisationId = organisation.id;
    return this;
  }

  at(address: string): this {
    this.address = address;
    return this;
  }

  webhookAt(url: string): this {
    this.channel = 'webhook';
    return this.at(url);
  }

  unconfirmed(): this {
    return this.being('unconfirmed');
  }

  being(status: EndpointStatus): this {
    this.status = status;
    return this;
  }

  async savedIn(database: TestDatabase): Promise<SavedEndpoint> {
    const id = newId();
    const secret = this.channel === 'webhook' ? newWebhookSecret() : undefined;
    await asSuperuser(database, async (client) => {
      await client.query(
        `INSERT INTO subscriptions.endpoint (id, person_id, organisation_id, channel, address, status, confirmed_at)
         VALUES ($1, $2, $3, $4, $5, $6, CASE WHEN $6 = 'unconfirmed' THEN NULL ELSE now() END)`,
        [id, this.personId ?? null, this.organisationId ?? null, this.channel, this.address, this.status],
      );
      if (secret === undefined) return;
      const sealed = new SecretBox(database.secretKey).seal(ENDPOINT_SECRET_PURPOSE, secret);
      await client.query('INSERT INTO subscriptions.endpoint_secret (id, endpoint_id, secret_encrypted) VALUES ($1, $2, $3)', [
        newId(),
        id,
        sealed,
      ]);
    });
    const { channel, address, personId, organisationId } = this;
    return { id, channel, address, personId, organisationId, secret };
  }
}

export function anEndpoint(): EndpointBuilder {
  return new EndpointBuilder();
}
