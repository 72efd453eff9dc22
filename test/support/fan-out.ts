import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import type { QueryResult } from 'pg';
import type { TlpLabel } from '#libs/access';
import { SecretBox } from '#libs/config';
import { newId, randomDigits } from '#libs/core';
import type { TestDatabase } from './test-database.js';

/** What can be told to the world of a test. Everything is written behind the curtain, in bulk: thousands of rows in a moment. */
export interface EndpointSpec {
  readonly organisationId?: string;
  readonly personId?: string;
  readonly channel?: 'email' | 'webhook';
  readonly address?: string;
  readonly frequency?: 'immediate' | 'hourly' | 'daily' | 'weekly';
  readonly timeZone?: string;
  readonly vendors?: readonly string[];
  readonly minSeverity?: number;
  readonly allowAmber?: boolean;
  readonly openPgpKey?: string;
  readonly eventTypes?: readonly string[];
  readonly language?: 'en' | 'zh-Hant' | 'zh-Hans';
}

export interface SavedEndpoint {
  readonly id: string;
  readonly subscriptionId: string;
  readonly address: string;
  readonly secret: string;
  readonly organisationId: string | undefined;
  readonly personId: string | undefined;
}

export interface AdvisorySpec {
  readonly label?: TlpLabel;
  /** As `readersOf` gives them. */
  readonly readers?: readonly string[];
  readonly kind?: string;
  readonly severity?: number;
  readonly title?: string;
  readonly vendors?: readonly string[];
  readonly isSilent?: boolean;
}

export interface PublishedAdvisory {
  readonly id: string;
  readonly trackingId: string;
  readonly revisionId: string;
  readonly revision: number;
  readonly eventId: string;
}

const DAY_AGO = "now() - interval '1 day'";

/** Writes accounts, endpoints, subscriptions and publications of a fan-out as a superuser, and reads what came of them. */
export class FanOut {
  private authorId = '';
  private operatorId = '';
  private last: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly client: Client,
    private readonly box: SecretBox,
  ) {}

  static async in(database: TestDatabase): Promise<FanOut> {
    const client = new Client({ connectionString: database.adminUrl, options: '-c timezone=UTC' });
    // The database is dropped at the end of a test with every connection to it.
    client.on('error', () => undefined);
    await client.connect();
    const world = new FanOut(client, new SecretBox(database.secretKey));
    world.operatorId = (await world.organisations(1, 'government'))[0] ?? '';
    world.authorId = await world.person(world.operatorId, ['analyst']);
    return world;
  }

  async close(): Promise<void> {
    await this.client.end();
  }

  async rows<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return (await this.query<Row & Record<string, unknown>>(sql, parameters)).rows;
  }

  /** One after the other, also where a test asks for two things at once: the driver's next version refuses the second. */
  private async query<Row extends Record<string, unknown>>(sql: string, parameters: readonly unknown[] = []): Promise<QueryResult<Row>> {
    const answer = this.last.then(() => this.client.query<Row>(sql, [...parameters]));
    this.last = answer.catch(() => undefined);
    return answer;
  }

  async organisations(count: number, tier: 'government' | 'industry' = 'industry'): Promise<string[]> {
    const rows = await this.rows<{ id: string }>(
      `INSERT INTO accounts.organisation (id, name, tier, status, sectors, contact_email)
       SELECT gen_random_uuid(), 'Organisation ' || n, $2, 'active', '{other}', 'soc-' || n || '@org-' || n || '.example' FROM generate_series(1, $1::int) n RETURNING id`,
      [count, tier],
    );
    return rows.map(({ id }) => id);
  }

  async person(
    organisationId: string | undefined,
    roles: readonly string[] = ['member'],
    email = `p-${newId().slice(0, 13)}@people.example`,
  ): Promise<string> {
    const id = newId();
    await this.rows(
      `INSERT INTO accounts.person (id, organisation_id, email, name, status, roles) VALUES ($1, $2, $3, 'A Person', 'active', $4)`,
      [id, organisationId ?? null, email, roles],
    );
    return id;
  }

  /** Confirmed endpoints, each with one active subscription of its owner. */
  async endpoints(
    specs: readonly EndpointSpec[],
    urlOf: (endpointId: string) => string = (id) => `https://${id}.example/hook`,
  ): Promise<SavedEndpoint[]> {
    const rows = specs.map((spec) => this.rowOf(spec, urlOf));
    const json = JSON.stringify(rows);
    await this.query('BEGIN');
    await this.rows(
      `INSERT INTO subscriptions.endpoint (id, person_id, organisation_id, channel, address, language, status, allow_amber, event_types, openpgp_key,
         openpgp_expires_at, confirmed_at, created_at)
       SELECT id, person_id, organisation_id, channel, address, language, 'active', allow_amber, event_types, openpgp_key, NULL, ${DAY_AGO}, ${DAY_AGO}
       FROM jsonb_to_recordset($1) AS r(id uuid, person_id uuid, organisation_id uuid, channel text, address text, language text, allow_amber boolean,
         event_types text[], openpgp_key text)`,
      [json],
    );
    await this.rows(
      `INSERT INTO subscriptions.endpoint_secret (id, endpoint_id, secret_encrypted)
       SELECT gen_random_uuid(), id, decode(sealed, 'base64') FROM jsonb_to_recordset($1) AS r(id uuid, channel text, sealed text) WHERE channel = 'webhook'`,
      [json],
    );
    await this.rows(
      `INSERT INTO subscriptions.subscription (id, person_id, organisation_id, frequency, time_zone, vendors, min_severity)
       SELECT subscription_id, person_id, organisation_id, frequency, time_zone, vendors, min_severity
       FROM jsonb_to_recordset($1) AS r(subscription_id uuid, person_id uuid, organisation_id uuid, frequency text, time_zone text, vendors text[], min_severity smallint)`,
      [json],
    );
    await this.rows(
      `INSERT INTO subscriptions.subscription_endpoint (subscription_id, endpoint_id)
       SELECT subscription_id, id FROM jsonb_to_recordset($1) AS r(subscription_id uuid, id uuid)`,
      [json],
    );
    await this.query('COMMIT');
    return rows.map(({ id, subscription_id, address, secret, organisation_id, person_id }) => ({
      id,
      subscriptionId: subscription_id,
      address,
      secret,
      organisationId: organisation_id ?? undefined,
      personId: person_id ?? undefined,
    }));
  }

  /** A first revision, published, with its event in the outbox. */
  async publish(spec: AdvisorySpec = {}): Promise<PublishedAdvisory> {
    const id = newId();
    const trackingId = `HL-2026-${randomDigits(6)}`;
    const set = await this.readerSet(spec);
    await this.rows(
      `INSERT INTO advisories.advisory (id, tracking_id, organisation_id, author_id, state, reader_set) VALUES ($1, $2, $3, $4, 'draft', $5)`,
      [id, trackingId, this.operatorId, this.authorId, set],
    );
    return this.publishRevision({ id, trackingId }, 1, spec);
  }

  async revise(before: PublishedAdvisory, spec: AdvisorySpec = {}): Promise<PublishedAdvisory> {
    return this.publishRevision(before, before.revision + 1, spec);
  }

  async withdraw(advisory: PublishedAdvisory): Promise<PublishedAdvisory> {
    await this.rows(
      `UPDATE advisories.advisory SET state = 'withdrawn', withdrawn_at = now(), withdrawal_notice = '{"en":"Withdrawn."}', summary = NULL WHERE id = $1`,
      [advisory.id],
    );
    return { ...advisory, eventId: await this.event('advisory.withdrawn', advisory.id, advisory.revisionId, false) };
  }

  private async publishRevision(
    advisory: { id: string; trackingId: string },
    number: number,
    spec: AdvisorySpec,
  ): Promise<PublishedAdvisory> {
    const { label = 'CLEAR', kind = 'security_alert', severity = 2, title = 'A finding', vendors = ['acme'], isSilent = false } = spec;
    const revisionId = newId();
    const set = await this.readerSet(spec);
    const content = contentOf(title, vendors);
    await this.rows(
      `INSERT INTO advisories.revision (id, advisory_id, organisation_id, tracking_id, number, state, reader_set, author_id, editors, approved_by, kind, severity,
         label, audience, content, published_at)
       VALUES ($1, $2, $3, $4, $5, 'published', $6, $7, '{}', $8, $9, $10, $11, '{}', $12, now())`,
      [
        revisionId,
        advisory.id,
        this.operatorId,
        advisory.trackingId,
        number,
        set,
        this.authorId,
        await this.approver(),
        kind,
        severity,
        label,
        JSON.stringify(content),
      ],
    );
    await this.rows(
      `UPDATE advisories.advisory SET state = 'published', reader_set = $2, revision_id = $3, revision = $4, kind = $5, severity = $6, label = $7,
         published_at = coalesce(published_at, now()), updated_at = now(), title = $8, summary = $9, source_language = 'en', publisher = '{"en":"A CERT"}',
         terms = $10 WHERE id = $1`,
      [
        advisory.id,
        set,
        revisionId,
        number,
        kind,
        severity,
        label,
        content.title,
        content.summary,
        [`kind:${kind}`, ...vendors.map((vendor) => `vendor:${vendor}`)],
      ],
    );
    const type = number === 1 ? 'advisory.published' : 'advisory.updated';
    const eventId = await this.event(type, advisory.id, revisionId, isSilent);
    return { ...advisory, revisionId, revision: number, eventId };
  }

  private async event(type: string, advisoryId: string, revisionId: string, isSilent: boolean): Promise<string> {
    const id = newId();
    const payload = { advisoryId, revisionId, ...(isSilent ? { isSilent } : {}) };
    await this.rows('INSERT INTO outbox.event (id, type, payload) VALUES ($1, $2, $3)', [id, type, payload]);
    return id;
  }

  private async readerSet({ label = 'CLEAR', readers }: AdvisorySpec): Promise<number> {
    const keys = readers ?? (label === 'CLEAR' ? ['public'] : ['member']);
    const [row] = await this.rows<{ id: number }>('SELECT access.intern_readers($1) AS id', [keys]);
    return row?.id ?? 0;
  }

  private approverId: string | undefined;

  private async approver(): Promise<string> {
    return (this.approverId ??= await this.person(this.operatorId, ['reviewer']));
  }

  private rowOf(spec: EndpointSpec, urlOf: (endpointId: string) => string) {
    const id = newId();
    const channel = spec.channel ?? 'webhook';
    const secret = `whsec_${randomBytes(32).toString('base64')}`;
    return {
      id,
      subscription_id: newId(),
      person_id: spec.personId ?? null,
      organisation_id: spec.organisationId ?? null,
      channel,
      address: spec.address ?? (channel === 'webhook' ? urlOf(id) : `alerts-${id.slice(0, 8)}@mail-${id.slice(0, 8)}.example`),
      language: spec.language ?? 'en',
      allow_amber: spec.allowAmber ?? false,
      event_types: spec.eventTypes ?? ['advisory.published', 'advisory.updated', 'advisory.withdrawn'],
      openpgp_key: spec.openPgpKey ?? null,
      secret,
      sealed: this.box.seal('endpoint-secret', secret).toString('base64'),
      frequency: spec.frequency ?? 'immediate',
      time_zone: spec.timeZone ?? 'UTC',
      vendors: (spec.vendors ?? []).map((vendor) => `vendor:${vendor}`),
      min_severity: spec.minSeverity ?? 0,
    };
  }
}

function contentOf(title: string, vendors: readonly string[]) {
  return {
    sourceLanguage: 'en',
    title: { en: title },
    summary: { en: `${title}, in short.` },
    description: { en: `${title}, at length.` },
    affectedProducts: vendors.map((vendor) => ({ vendor, product: 'Thing', status: 'known_affected' })),
    vulnerabilities: [],
    references: [],
    tags: [],
    sectors: [],
  };
}
