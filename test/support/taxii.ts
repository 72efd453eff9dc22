import { setTimeout as pause } from 'node:timers/promises';
import type { Actor, Scope } from '#libs/access';
import { CreateAdvisory, PublishAdvisory, ReviseAdvisory, SubmitAdvisory, UpdateAdvisory, WithdrawAdvisory } from '#libs/advisories';
import type { AdvisoryContent } from '#libs/advisories';
import { newId } from '#libs/core';
import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { Database } from '#libs/database';
import { RecordUnrecorded, TaxiiRecorder } from '#libs/taxii';
import { startApi } from './api-client.js';
import type { RunningApi } from './api-client.js';
import { aContent } from './builders/advisory.js';
import { aGroupOf, anOrganisation, asSuperuser } from './builders/organisation.js';
import { aPerson } from './builders/person.js';
import type { SavedPerson } from './builders/person.js';
import { testDatabase } from './test-database.js';
import type { TestDatabase } from './test-database.js';

export const TAXII = 'application/taxii+json;version=2.1';

export type Json = Readonly<Record<string, unknown>>;

/** An answer of the server with what came around it. */
export interface TaxiiReply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** `{}` where there is no body. */
  readonly json: Json;
}

/** A client that speaks as the standard wants, unless told otherwise. Paths begin at the server's root. */
export class TaxiiClient {
  constructor(
    readonly url: string,
    private readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  with(headers: Readonly<Record<string, string>>): TaxiiClient {
    return new TaxiiClient(this.url, { ...this.headers, ...headers });
  }

  async get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<TaxiiReply> {
    return this.send('GET', path, headers);
  }

  async post(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<TaxiiReply> {
    return this.send('POST', path, { 'content-type': TAXII, ...headers }, typeof body === 'string' ? body : JSON.stringify(body));
  }

  async delete(path: string): Promise<TaxiiReply> {
    return this.send('DELETE', path, {});
  }

  async send(method: string, path: string, headers: Readonly<Record<string, string>>, body?: string): Promise<TaxiiReply> {
    const response = await fetch(`${this.url}${path}`, { method, headers: { accept: TAXII, ...this.headers, ...headers }, body });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: (text === '' ? {} : JSON.parse(text)) as Json };
  }
}

/** The objects, collections, … of an answer. */
export function listOf(reply: TaxiiReply, name = 'objects'): readonly Json[] {
  return (reply.json[name] ?? []) as readonly Json[];
}

export function idsOf(reply: TaxiiReply): string[] {
  return listOf(reply).map(({ id }) => String(id));
}

export interface PublishInput {
  readonly label: string;
  readonly audience?: Readonly<Record<string, readonly string[]>>;
  readonly content?: Partial<AdvisoryContent>;
}

export interface PublishedAdvisory {
  readonly advisoryId: string;
  readonly trackingId: string;
}

/** The API on a database with a CERT, two members and a closed group of one of them. */
export class TaxiiStage {
  readonly anonymous: TaxiiClient;

  private constructor(
    readonly database: TestDatabase,
    readonly api: RunningApi,
    readonly people: Readonly<Record<'analyst' | 'reviewer' | 'bankMember' | 'bankAnalyst' | 'waterMember' | 'guest', SavedPerson>>,
    readonly ids: Readonly<Record<'cert' | 'bank' | 'water' | 'group', string>>,
  ) {
    this.anonymous = new TaxiiClient(api.url);
  }

  static async begin(environment: Readonly<Record<string, string>> = {}): Promise<TaxiiStage> {
    const database = await testDatabase();
    const cert = await anOrganisation().named('Harbour City CERT').operator().savedIn(database);
    const bank = await anOrganisation().named('Bank').ofSectors('finance').savedIn(database);
    const water = await anOrganisation().named('Water').ofSectors('water').savedIn(database);
    const guest = await aPerson().savedIn(database);
    const people = {
      analyst: await aPerson().of(cert).withRoles('analyst').savedIn(database),
      reviewer: await aPerson().of(cert).withRoles('reviewer').savedIn(database),
      bankMember: await aPerson().of(bank).savedIn(database),
      bankAnalyst: await aPerson().of(bank).withRoles('analyst').savedIn(database),
      waterMember: await aPerson().of(water).savedIn(database),
      guest,
    };
    const group = await aGroupOf(database, cert, { organisations: [water.id], persons: [guest.id] });
    const api = await startApi(database, environment);
    return new TaxiiStage(database, api, people, { cert: cert.id, bank: bank.id, water: water.id, group });
  }

  async end(): Promise<void> {
    await this.api.stop();
    await this.database.drop();
  }

  use<Type>(type: abstract new (...parameters: never[]) => Type): Type {
    return this.api.app.get(type, { strict: false });
  }

  /** A client with a token of somebody. */
  async as(person: SavedPerson, options: { scopes?: readonly Scope[]; isWeak?: boolean } = {}): Promise<TaxiiClient> {
    return this.anonymous.with({ authorization: `Bearer ${await this.api.tokenFor(person, options)}` });
  }

  async publish({ label, audience, content }: PublishInput): Promise<PublishedAdvisory> {
    const input = { kind: 'security_alert', severity: 'high', label, ...(audience ? { audience } : {}), content: aContent(content) };
    const { advisoryId, trackingId } = await this.use(CreateAdvisory).execute(this.people.analyst.actor, input);
    await this.use(SubmitAdvisory).execute(this.people.analyst.actor, { advisoryId });
    await this.use(PublishAdvisory).execute(this.people.reviewer.actor, { advisoryId });
    return { advisoryId, trackingId };
  }

  /** Publishes the next revision; `editor` must be among the readers of the present one. */
  async revise({ advisoryId }: PublishedAdvisory, changes: Json, editor: Actor = this.people.analyst.actor): Promise<void> {
    await this.use(ReviseAdvisory).execute(editor, { advisoryId, updateClass: 'major', summaryOfChanges: { en: 'Changed.' } });
    await this.use(UpdateAdvisory).execute(editor, { advisoryId, ...changes });
    await this.use(SubmitAdvisory).execute(editor, { advisoryId });
    await this.use(PublishAdvisory).execute(this.people.reviewer.actor, { advisoryId });
  }

  async withdraw({ advisoryId }: PublishedAdvisory, notice = 'It was mistaken.'): Promise<void> {
    await this.use(WithdrawAdvisory).execute(this.people.reviewer.actor, { advisoryId, notice: { en: notice } });
  }

  /** What the worker's clock does, in the worker's role. */
  async shareMarkings(): Promise<void> {
    const database = new Database({ url: this.database.workerUrl, applicationName: 'test-markings' });
    try {
      await new RecordUnrecorded(database, this.use(TaxiiRecorder), this.api.app.get<Config>(CONFIG, { strict: false })).shareMarkings();
    } finally {
      await database.close();
    }
  }

  /** The id of a collection by its kind, and whose it is. */
  async collectionId(kind: 'clear' | 'green' | 'amber' | 'group' | 'inbox', owner?: string): Promise<string> {
    return asSuperuser(this.database, async (client) => {
      const sql = 'SELECT id FROM taxii.collection WHERE kind = $1 AND ($2::uuid IS NULL OR $2 IN (group_id, organisation_id))';
      const { rows } = await client.query<{ id: string }>(sql, [kind, owner ?? null]);
      if (rows[0] === undefined) throw new Error(`there is no collection ${kind}`);
      return rows[0].id;
    });
  }

  /** The address of a collection of the members' API root. */
  async collectionPath(kind: 'green' | 'amber' | 'group' | 'inbox', owner?: string): Promise<string> {
    return `/taxii2/members/collections/${await this.collectionId(kind, owner)}/`;
  }

  /** Adds indicators to a collection in one transaction, behind the curtain; `holdMs` is how long it stays open. Answers with their ids. */
  async plant(count: number, { kind = 'clear', keys = ['public'], holdMs = 0 }: PlantOptions = {}): Promise<string[]> {
    const objects = Array.from({ length: count }, () => anIndicator());
    const rows = objects.map((object) => ({ ...object, specVersion: '2.1', version: object.modified, json: JSON.stringify(object) }));
    await asSuperuser(this.database, async (client) => {
      await client.query('BEGIN');
      await client.query(
        `SELECT taxii.add_objects((SELECT id FROM taxii.collection WHERE kind = $1 LIMIT 1), access.intern_readers($2), NULL, NULL, $3)`,
        [kind, keys, JSON.stringify(rows)],
      );
      await pause(holdMs);
      await client.query('COMMIT');
    });
    return objects.map(({ id }) => id);
  }
}

interface PlantOptions {
  readonly kind?: 'clear' | 'green' | 'amber';
  readonly keys?: readonly string[];
  readonly holdMs?: number;
}

/** A valid indicator of STIX 2.1; everything can be replaced. */
export function anIndicator(changes: Json = {}) {
  return {
    type: 'indicator',
    spec_version: '2.1',
    id: `indicator--${newId()}`,
    created: '2026-01-01T00:00:00.000Z',
    modified: '2026-01-01T00:00:00.000Z',
    name: 'A place to look at',
    indicator_types: ['malicious-activity'],
    pattern: "[domain-name:value = 'bad.example']",
    pattern_type: 'stix',
    valid_from: '2026-01-01T00:00:00.000Z',
    ...changes,
  };
}
