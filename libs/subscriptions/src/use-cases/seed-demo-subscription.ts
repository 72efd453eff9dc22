import type { Actor } from '#libs/access';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { parseEmailAddress } from '../endpoint/email-address.js';
import { NEW_EMAIL_ENDPOINT } from '../endpoint/endpoint.js';
import { NewEndpoints } from '../endpoint/new-endpoints.js';
import { authorizedOwner } from '../owner.js';
import { CreateSubscription } from './create-subscription.js';

/**
 * What a member of a demonstration wishes to be told, and where: everything, at once, by email, so that whoever looks at it first sees alerts that
 * were sent. Made once for each person; what they changed or removed stays so. For the worker's role. Only with DEMO.
 */
@Injectable()
export class SeedDemoSubscription {
  constructor(
    private readonly database: Database,
    private readonly endpoints: NewEndpoints,
    private readonly createSubscription: CreateSubscription,
  ) {}

  /** Whether it was made. Throws what keeps the person from keeping subscriptions. */
  async execute(actor: Actor, { address }: { readonly address: string }): Promise<boolean> {
    const endpointId = await this.addEndpoint(actor, address);
    if (endpointId === undefined) return false;
    await this.createSubscription.execute(actor, {
      name: 'Everything that concerns us',
      frequency: 'immediate',
      timeZone: 'Asia/Hong_Kong',
      endpointIds: [endpointId],
    });
    return true;
  }

  /** Undefined where the person has or had an endpoint. It counts as confirmed: mail to a demonstration's addresses is kept here, and read by all. */
  private async addEndpoint(actor: Actor, address: string): Promise<string | undefined> {
    const { address: checked } = parseEmailAddress(address, 'address');
    const wanted = { ...NEW_EMAIL_ENDPOINT.parse({ address: checked, name: 'Mailbox' }), channel: 'email' } as const;
    return this.database.as(actor, async (tx) => {
      const { personId } = authorizedOwner(tx, actor, 'endpoint', false);
      if ((await tx.execute('SELECT FROM subscriptions.endpoint WHERE person_id = $1', [personId])) > 0) return undefined;
      const { id } = await this.endpoints.add(tx, actor, wanted);
      await tx.execute(`UPDATE subscriptions.endpoint SET status = 'active', confirmed_at = now() WHERE id = $1`, [id]);
      return id;
    });
  }
}
