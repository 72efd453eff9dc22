import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { DEMO_GROUP, DEMO_ORGANISATIONS, demoAccounts } from '../demo/demo-accounts.js';
import type { DemoOrganisation } from '../demo/demo-accounts.js';
import { GroupsRepository } from '../groups.repository.js';
import { requireOperator } from '../operator.js';
import { CreateOrganisationByOperator } from './create-organisation-by-operator.js';
import { CreatePersonByOperator } from './create-person-by-operator.js';

/** Makes the demonstration's organisations, people and group; what exists is left as it is, so it may run at every start. Only with DEMO. */
@Injectable()
export class SeedDemoAccounts {
  constructor(
    private readonly database: Database,
    private readonly createOrganisation: CreateOrganisationByOperator,
    private readonly createPerson: CreatePersonByOperator,
    private readonly groups: GroupsRepository,
    private readonly audit: AuditLog,
  ) {}

  /** How many organisations and people were made. */
  async execute(actor: Actor): Promise<{ readonly organisations: number; readonly people: number }> {
    requireOperator(actor);
    const organisations = await this.seedOrganisations(actor);
    const people = await this.seedPeople(actor);
    await this.seedGroup(actor);
    return { organisations, people };
  }

  private async seedOrganisations(actor: Actor): Promise<number> {
    const missing: DemoOrganisation[] = [];
    await this.database.as(actor, async (tx) => {
      for (const organisation of DEMO_ORGANISATIONS) if ((await idOf(tx, organisation.name)) === undefined) missing.push(organisation);
    });
    for (const organisation of missing) await this.createOrganisation.execute(actor, organisation);
    return missing.length;
  }

  private async seedPeople(actor: Actor): Promise<number> {
    const rows = await this.database.as(actor, (tx) => tx.query<{ email: string }>('SELECT lower(email) AS email FROM accounts.person'));
    const known = new Set(rows.map((row) => row.email));
    const missing = demoAccounts().filter(({ email }) => !known.has(email));
    for (const account of missing) await this.createPerson.execute(actor, account);
    return missing.length;
  }

  private async seedGroup(actor: Actor): Promise<void> {
    await this.database.as(actor, async (tx) => {
      const owner = await idOf(tx, DEMO_GROUP.owner);
      if (owner === undefined || (await tx.execute('SELECT FROM accounts.closed_group WHERE name = $1', [DEMO_GROUP.name])) > 0) return;
      const { name, description } = DEMO_GROUP;
      const groupId = await this.groups.add(tx, { name, description, ownerOrganisationId: owner });
      for (const member of DEMO_GROUP.organisations) {
        const organisationId = await idOf(tx, member);
        if (organisationId !== undefined) await this.groups.addMember(tx, groupId, { organisationId });
      }
      await this.audit.append(tx, actor, { action: 'group:create', subjectType: 'group', subjectId: groupId });
    });
  }
}

async function idOf(tx: Transaction, name: string): Promise<string | undefined> {
  return (await tx.query<{ id: string }>('SELECT id FROM accounts.organisation WHERE name = $1 ORDER BY created_at LIMIT 1', [name]))[0]
    ?.id;
}
