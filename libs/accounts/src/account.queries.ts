import type { Actor, Role, Scope, Sector, Tier } from '#libs/access';
import { isUuid } from '#libs/core';
import { Database, whereIdIn } from '#libs/database';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { unauthenticated } from './account.errors.js';
import { GROUP, ORGANISATION, PERSON, TOKEN } from './account.columns.js';
import type { Language } from './links/email-links.js';
import type { OrganisationStatus } from './organisations.repository.js';
import { afterPlace, pageOf } from './page.js';
import type { Page, PageRequest } from './page.js';

/** Instants are ISO 8601. */
export interface Organisation {
  readonly id: string;
  readonly name: string;
  readonly nameZhHant: string | null;
  readonly nameZhHans: string | null;
  readonly tier: Tier;
  readonly sectors: readonly Sector[];
  readonly status: OrganisationStatus;
  readonly isOperator: boolean;
  readonly createdAt: string;
}

export interface Person {
  readonly id: string;
  readonly organisationId: string | null;
  readonly email: string;
  readonly name: string;
  readonly language: Language;
  readonly status: 'active' | 'suspended';
  readonly roles: readonly Role[];
  readonly createdAt: string;
}

export interface Viewer extends Person {
  readonly hasSecondFactor: boolean;
  readonly assurance: 1 | 2;
  /** What the token that asks may be used for; null for a session. */
  readonly scopes: readonly Scope[] | null;
}

export interface ApiToken {
  readonly id: string;
  readonly name: string;
  /** The recognisable start of the token; the rest is not kept. */
  readonly hint: string;
  readonly scopes: readonly Scope[];
  readonly assurance: 1 | 2;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}

export interface ClosedGroup {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly ownerOrganisationId: string;
}

export interface GroupMembership {
  readonly groupId: string;
  readonly organisationId: string | null;
  readonly personId: string | null;
}

/** An invitation that has not been followed yet. */
export interface Invitation {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly expiresAt: string;
}

export interface VerifiedDomain {
  readonly organisationId: string;
  readonly domain: string;
  /** How it is to be proven; once it is proven, how it really was. */
  readonly method: 'email' | 'dns_txt';
  readonly verifiedAt: string | null;
  /** Of what was proven by mail: the address that the mail went to. */
  readonly provenAddress: string | null;
}

/** Who applied for an organisation, and why. */
export interface Application {
  readonly organisationId: string;
  readonly name: string;
  readonly email: string;
  readonly language: Language;
  readonly reason: string | null;
  readonly appliedAt: string;
  /** The last refusal, whether or not the application was taken up again since. */
  readonly refusalReason: string | null;
  readonly refusedAt: string | null;
}

/** Reads of accounts; the database shows each actor what it may see, so a hidden id is simply not in the answer. */
@Injectable()
export class AccountQueries {
  constructor(private readonly database: Database) {}

  /** The person who asks; undefined for the anonymous visitor. */
  async viewer(actor: Actor): Promise<Viewer | undefined> {
    if (actor.kind !== 'person') return undefined;
    return this.database.as(actor, async (tx) => {
      const person = await tx.find<Person & { hasSecondFactor: boolean }>(
        `SELECT ${PERSON}, accounts.has_second_factor() AS "hasSecondFactor" FROM accounts.person WHERE id = $1`,
        [tx.actor.personId],
      );
      return person && { ...person, assurance: tx.actor.assurance === 2 ? 2 : 1, scopes: (tx.actor.scopes as Scope[] | undefined) ?? null };
    });
  }

  async organisationsByIds(actor: Actor, ids: readonly string[]): Promise<Map<string, Organisation>> {
    return this.byIds(actor, 'organisation', ORGANISATION, ids);
  }

  async peopleByIds(actor: Actor, ids: readonly string[]): Promise<Map<string, Person>> {
    return this.byIds(actor, 'person', PERSON, ids);
  }

  /** The closed groups that the actor sees: its own, those of its organisation, and all for those who keep them. */
  async groupsByIds(actor: Actor, ids: readonly string[]): Promise<Map<string, ClosedGroup>> {
    return this.byIds(actor, 'closed_group', GROUP, ids);
  }

  async groups(actor: Actor): Promise<ClosedGroup[]> {
    return this.database.as(actor, (tx) => tx.query<ClosedGroup>(`SELECT ${GROUP} FROM accounts.closed_group ORDER BY name, id`));
  }

  async groupMembers(actor: Actor, groupIds: readonly string[]): Promise<GroupMembership[]> {
    return this.database.as(actor, (tx) =>
      tx.query<GroupMembership>(
        `SELECT group_id AS "groupId", organisation_id AS "organisationId", person_id AS "personId" FROM accounts.group_member
         WHERE group_id = ANY ($1::uuid[]) ORDER BY added_at, organisation_id, person_id`,
        [groupIds.filter(isUuid)],
      ),
    );
  }

  /** By name, keyset. An administrator sees all; members see the active ones. */
  async organisations(actor: Actor, request: PageRequest & { readonly status?: Organisation['status'] } = {}): Promise<Page<Organisation>> {
    return this.page(
      actor,
      request,
      (limit, [name, id]) => [
        `SELECT ${ORGANISATION} FROM accounts.organisation
         WHERE ($2::text IS NULL OR (name, id) > ($2, $3::uuid)) AND ($4::text IS NULL OR status = $4) ORDER BY name, id LIMIT $1`,
        [limit, name, id, request.status ?? null],
      ],
      ({ name, id }) => [name, id],
    );
  }

  /** By name, keyset: the people of an organisation, or all that the actor sees. */
  async people(actor: Actor, request: PageRequest & { readonly organisationId?: string } = {}): Promise<Page<Person>> {
    return this.page(
      actor,
      request,
      (limit, [name, id]) => [
        `SELECT ${PERSON} FROM accounts.person
         WHERE ($2::text IS NULL OR (name, id) > ($2, $3::uuid)) AND ($4::text IS NULL OR organisation_id::text = $4) ORDER BY name, id LIMIT $1`,
        [limit, name, id, request.organisationId ?? null],
      ],
      ({ name, id }) => [name, id],
    );
  }

  /** One's own tokens, the newest first, those that have ended too. Throws UNAUTHENTICATED for who has no account. */
  async tokens(actor: Actor): Promise<ApiToken[]> {
    return this.tokensWhere(actor, `NOT 'feed' = ANY (scopes)`);
  }

  /** One's own personal feed addresses, likewise; what opens them is not kept. */
  async feedAddresses(actor: Actor): Promise<ApiToken[]> {
    return this.tokensWhere(actor, `'feed' = ANY (scopes)`);
  }

  private async tokensWhere(actor: Actor, condition: string): Promise<ApiToken[]> {
    if (actor.kind !== 'person') throw unauthenticated();
    const sql = `SELECT ${TOKEN} FROM accounts.api_token WHERE person_id = $1 AND ${condition} ORDER BY created_at DESC, id`;
    return this.database.as(actor, (tx) => tx.query<ApiToken>(sql, [tx.actor.personId]));
  }

  /** The invitations of one's own organisation that wait; for its administrator, empty for everyone else. */
  async invitations(actor: Actor): Promise<Invitation[]> {
    return this.database.as(actor, (tx) =>
      tx.query<Invitation>(
        `SELECT id, email, name, roles, expires_at AS "expiresAt" FROM accounts.email_link
         WHERE purpose = 'invitation' AND organisation_id = $1 AND used_at IS NULL AND expires_at > now() ORDER BY created_at DESC, id`,
        [tx.actor.organisationId ?? null],
      ),
    );
  }

  /** The domains of organisations, proven or asked to be; for their administrators and those of the platform. */
  async domains(actor: Actor, organisationIds: readonly string[]): Promise<VerifiedDomain[]> {
    return this.database.as(actor, (tx) =>
      tx.query<VerifiedDomain>(
        `SELECT organisation_id AS "organisationId", domain, coalesce(proven_by, method) AS method, verified_at AS "verifiedAt",
           proven_address AS "provenAddress" FROM accounts.organisation_domain
         WHERE organisation_id = ANY ($1::uuid[]) ORDER BY domain`,
        [organisationIds.filter(isUuid)],
      ),
    );
  }

  /** Who applied for organisations; for administrators of the platform after a second factor, empty for everyone else. */
  async applications(actor: Actor, organisationIds: readonly string[]): Promise<Application[]> {
    return this.database.as(actor, (tx) =>
      tx.query<Application>(
        `SELECT l.organisation_id AS "organisationId", l.name, l.email, l.language, l.reason, l.created_at AS "appliedAt",
           r.reason AS "refusalReason", r.refused_at AS "refusedAt" FROM accounts.email_link l
         LEFT JOIN LATERAL (SELECT reason, refused_at FROM accounts.application_refusal
           WHERE organisation_id = l.organisation_id ORDER BY refused_at DESC, id DESC LIMIT 1) r ON true
         WHERE l.purpose = 'application' AND l.organisation_id = ANY ($1::uuid[]) ORDER BY l.created_at, l.id`,
        [organisationIds.filter(isUuid)],
      ),
    );
  }

  /** Whether people have a second factor: of those whom the actor may suspend, after a second factor of its own; others are not in the answer. */
  async secondFactors(actor: Actor, personIds: readonly string[]): Promise<Map<string, boolean>> {
    const rows = await this.database.as(actor, (tx) =>
      tx.query<{ personId: string; has: boolean }>(
        `SELECT person_id AS "personId", has_second_factor AS has FROM accounts.second_factors_of($1::uuid[])`,
        [personIds],
      ),
    );
    return new Map(rows.map(({ personId, has }) => [personId, has]));
  }

  private async byIds<Row extends { readonly id: string }>(
    actor: Actor,
    table: 'organisation' | 'person' | 'closed_group',
    columns: string,
    ids: readonly string[],
  ): Promise<Map<string, Row>> {
    const { name, condition, values } = whereIdIn('id', 'uuid', ids.filter(isUuid));
    const sql = `SELECT ${columns} FROM accounts.${table} WHERE ${condition}`;
    const rows = await this.database.as(actor, (tx) =>
      tx.prepared<Row & Record<string, unknown>>(`accounts.${table}.${name}`, sql, values),
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  private async page<Row>(
    actor: Actor,
    request: PageRequest,
    statement: (limit: number, after: readonly (string | null)[]) => [string, unknown[]],
    placeOf: (row: Row) => readonly string[],
  ): Promise<Page<Row>> {
    const { limit, after } = afterPlace(request, 2);
    return this.database.as(actor, async (tx: Transaction) => {
      const rows = await tx.query<Row & Record<string, unknown>>(...statement(limit + 1, after));
      return pageOf<Row>(rows, limit, placeOf);
    });
  }
}
