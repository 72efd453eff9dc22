import { newId } from '#libs/core';
import { parseCriteria } from '#libs/subscriptions';
import type { Criteria, Frequency, SubscriptionStatus } from '#libs/subscriptions';
import { columnsOf } from '../../../libs/subscriptions/src/criteria/criteria-terms.js';
import type { TestDatabase } from '../test-database.js';
import type { SavedEndpoint } from './endpoint.js';
import { asSuperuser } from './organisation.js';
import type { SavedOrganisation } from './organisation.js';
import type { SavedPerson } from './person.js';

export interface SavedSubscription {
  readonly id: string;
  readonly number: string;
}

/** `aSubscription().of(person).wanting({ vendors: ['Siemens'] }).to(endpoint).savedIn(database)`: of everything, immediate, public unless told otherwise. */
export class SubscriptionBuilder {
  private personId: string | undefined;
  private organisationId: string | undefined;
  private criteria: Partial<Criteria> = {};
  private frequency: Frequency = 'immediate';
  private timeZone = 'UTC';
  private status: SubscriptionStatus = 'active';
  private endpoints: readonly SavedEndpoint[] = [];

  of(person: Pick<SavedPerson, 'id'>): this {
    this.personId = person.id;
    return this;
  }

  sharedBy(organisation: Pick<SavedOrganisation, 'id'>): this {
    this.organisationId = organisation.id;
    return this;
  }

  wanting(criteria: Partial<Criteria>): this {
    this.criteria = criteria;
    return this;
  }

  every(frequency: Frequency, timeZone = 'UTC'): this {
    this.frequency = frequency;
    this.timeZone = timeZone;
    return this;
  }

  being(status: SubscriptionStatus): this {
    this.status = status;
    return this;
  }

  to(...endpoints: readonly SavedEndpoint[]): this {
    this.endpoints = endpoints;
    return this;
  }

  async savedIn(database: TestDatabase): Promise<SavedSubscription> {
    const criteria = parseCriteria(this.criteria);
    const columns = {
      id: newId(),
      person_id: this.personId ?? null,
      organisation_id: this.organisationId ?? null,
      status: this.status,
      frequency: this.frequency,
      time_zone: this.timeZone,
      criteria: JSON.stringify(criteria),
      ...columnsOf(criteria),
    };
    const names = Object.keys(columns);
    return asSuperuser(database, async (client) => {
      const { rows } = await client.query<SavedSubscription>(
        `INSERT INTO subscriptions.subscription (${names.join(', ')}) VALUES (${names.map((_, at) => `$${at + 1}`).join(', ')}) RETURNING id, number`,
        Object.values(columns),
      );
      const [saved] = rows;
      if (saved === undefined) throw new Error('an inserted subscription was not returned');
      for (const { id } of this.endpoints) {
        await client.query('INSERT INTO subscriptions.subscription_endpoint (subscription_id, endpoint_id) VALUES ($1, $2)', [
          saved.id,
          id,
        ]);
      }
      return saved;
    });
  }
}

export function aSubscription(): SubscriptionBuilder {
  return new SubscriptionBuilder();
}
