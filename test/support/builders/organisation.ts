import type { Client } from 'pg';
import type { Sector, Tier } from '#libs/access';
import { newId } from '#libs/core';
import type { TestDatabase } from '../test-database.js';
import { withSuperuser } from '../superusers.js';

export interface SavedOrganisation {
  readonly id: string;
  readonly name: string;
  readonly tier: Tier;
  readonly sectors: readonly Sector[];
  readonly isOperator: boolean;
}

/** `anOrganisation().government().savedIn(database)`: active, industry, of the sector `other` unless told otherwise. */
export class OrganisationBuilder {
  private name = `Organisation ${newId().slice(0, 8)}`;
  private tier: Tier = 'industry';
  private sectors: readonly Sector[] = ['other'];
  private status: 'applied' | 'active' | 'suspended' = 'active';
  private isOperator = false;
  private contactEmail: string | null = null;

  named(name: string): this {
    this.name = name;
    return this;
  }

  government(): this {
    this.tier = 'government';
    return this;
  }

  industry(): this {
    this.tier = 'industry';
    return this;
  }

  ofSectors(...sectors: readonly Sector[]): this {
    this.sectors = sectors;
    return this;
  }

  /** The operating CERT. A database has at most one. */
  operator(): this {
    this.isOperator = true;
    this.tier = 'government';
    this.sectors = ['public-administration'];
    return this;
  }

  applied(): this {
    this.status = 'applied';
    return this;
  }

  suspended(): this {
    this.status = 'suspended';
    return this;
  }

  contactedAt(email: string): this {
    this.contactEmail = email;
    return this;
  }

  async savedIn(database: TestDatabase): Promise<SavedOrganisation> {
    const id = newId();
    await asSuperuser(database, (client) =>
      client.query(
        `INSERT INTO accounts.organisation (id, name, tier, status, is_operator, sectors, contact_email) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [id, this.name, this.tier, this.status, this.isOperator, this.sectors, this.contactEmail],
      ),
    );
    return { id, name: this.name, tier: this.tier, sectors: this.sectors, isOperator: this.isOperator };
  }
}

export function anOrganisation(): OrganisationBuilder {
  return new OrganisationBuilder();
}

/** A closed group of organisations and persons, given by their ids. */
export async function aGroupOf(
  database: TestDatabase,
  owner: SavedOrganisation,
  members: { readonly organisations?: readonly string[]; readonly persons?: readonly string[] } = {},
): Promise<string> {
  const id = newId();
  await asSuperuser(database, async (client) => {
    await client.query('INSERT INTO accounts.closed_group (id, name, owner_organisation_id) VALUES ($1, $2, $3)', [
      id,
      `Group ${id.slice(0, 8)}`,
      owner.id,
    ]);
    for (const organisation of members.organisations ?? [])
      await client.query('INSERT INTO accounts.group_member (group_id, organisation_id) VALUES ($1, $2)', [id, organisation]);
    for (const person of members.persons ?? [])
      await client.query('INSERT INTO accounts.group_member (group_id, person_id) VALUES ($1, $2)', [id, person]);
  });
  return id;
}

/** Behind the curtain: what a test arranges or looks at, never what the product does. Each call has a connection to itself while it works. */
export async function asSuperuser<Result>(database: TestDatabase, work: (client: Client) => Promise<Result>): Promise<Result> {
  return withSuperuser(database.adminUrl, work);
}
