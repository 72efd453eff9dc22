import type { Audience, TlpLabel } from '#libs/access';
import { NOBODY, readersOf } from '#libs/access';
import type { AdvisoryContent, Kind, Severity } from '#libs/advisories';
import { newId, randomDigits } from '#libs/core';
import { SEVERITIES } from '#libs/advisories';
import type { Client } from 'pg';
import { indexOf } from '../../../libs/advisories/src/advisory-index.js';
import type { TestDatabase } from '../test-database.js';
import { asSuperuser } from './organisation.js';
import type { SavedPerson } from './person.js';

export interface SavedAdvisory {
  readonly id: string;
  readonly trackingId: string;
  readonly revisionId: string;
  readonly readers: readonly string[];
}

/** A complete content, as an analyst would send it; everything can be replaced. */
export function aContent(changes: Partial<AdvisoryContent> = {}): AdvisoryContent {
  return {
    sourceLanguage: 'en',
    title: { en: 'Remote code execution in Example Gateway' },
    summary: { en: 'An unauthenticated attacker can run commands on the gateway.' },
    description: { en: 'The management interface does not check the length of a header.' },
    affectedProducts: [],
    vulnerabilities: [],
    references: [],
    tags: [],
    sectors: [],
    ...changes,
  };
}

/**
 * `anAdvisory(analyst).clear().publishedBy(reviewer).savedIn(database)`: a security alert of medium severity, a draft unless told otherwise.
 * Author and reviewer are people of organisations; the reviewer reviews for the operating CERT.
 */
export class AdvisoryBuilder {
  private kind: Kind = 'security_alert';
  private severity: Severity = 'medium';
  private label: TlpLabel | undefined;
  private audience: Audience = NOBODY;
  private content: AdvisoryContent = aContent();
  private isInReview = false;
  private reviewer: SavedPerson | undefined;

  constructor(private readonly author: SavedPerson) {}

  ofKind(kind: Kind): this {
    this.kind = kind;
    return this;
  }

  ofSeverity(severity: Severity): this {
    this.severity = severity;
    return this;
  }

  saying(changes: Partial<AdvisoryContent>): this {
    this.content = { ...this.content, ...changes };
    return this;
  }

  clear(): this {
    return this.labelled('CLEAR');
  }

  green(audience: Partial<Audience> = {}): this {
    return this.labelled('GREEN', audience);
  }

  amber(audience: Partial<Audience>): this {
    return this.labelled('AMBER', audience);
  }

  red(...persons: readonly string[]): this {
    return this.labelled('RED', { persons });
  }

  labelled(label: TlpLabel, audience: Partial<Audience> = {}): this {
    this.label = label;
    this.audience = { ...NOBODY, ...audience };
    return this;
  }

  inReview(): this {
    this.isInReview = true;
    return this;
  }

  publishedBy(reviewer: SavedPerson): this {
    this.reviewer = reviewer;
    return this.inReview();
  }

  async savedIn(database: TestDatabase): Promise<SavedAdvisory> {
    return asSuperuser(database, async (client) => {
      await client.query('BEGIN');
      const saved = await this.save(client);
      await client.query('COMMIT');
      return saved;
    });
  }

  private async save(client: Client): Promise<SavedAdvisory> {
    const { id: authorId, organisationId } = this.author;
    if (organisationId === undefined) throw new Error('the author of an advisory belongs to an organisation');
    const about = { label: this.label, audience: this.audience, authorId, organisationId };
    const state = this.isInReview ? 'in_review' : 'draft';
    const readers = readersOf({ state: this.reviewer ? 'published' : state, ...about });
    const [id, revisionId, trackingId] = [newId(), newId(), `HL-2026-${randomDigits(9)}`];
    const set = await intern(client, readersOf({ state, ...about }));
    await client.query(
      `INSERT INTO advisories.advisory (id, tracking_id, organisation_id, author_id, state, reader_set) VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, trackingId, organisationId, authorId, state, set],
    );
    await client.query(
      `INSERT INTO advisories.revision (id, advisory_id, organisation_id, tracking_id, number, state, reader_set, author_id, editors, kind, severity, label, audience, content)
       VALUES ($1, $2, $3, $4, 1, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        ...[revisionId, id, organisationId, trackingId, state, set, authorId, [authorId]],
        ...[this.kind, SEVERITIES.indexOf(this.severity), this.label, JSON.stringify(this.audience), JSON.stringify(this.content)],
      ],
    );
    if (this.reviewer) {
      await client.query('SELECT access.enter_person($1)', [this.reviewer.id]);
      const card = JSON.stringify(indexOf(trackingId, this.kind, this.content));
      await client.query('SELECT advisories.publish_revision($1, $2, $3)', [revisionId, await intern(client, readers), card]);
    }
    return { id, trackingId, revisionId, readers };
  }
}

export function anAdvisory(author: SavedPerson): AdvisoryBuilder {
  return new AdvisoryBuilder(author);
}

async function intern(client: Client, readers: readonly string[]): Promise<number> {
  const { rows } = await client.query<{ id: number }>('SELECT access.intern_readers($1) AS id', [readers]);
  if (rows[0] === undefined) throw new Error('a set of readers has no number');
  return rows[0].id;
}
