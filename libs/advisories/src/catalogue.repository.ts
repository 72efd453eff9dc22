import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import type { AdvisoryContent, CvssVector } from './content.js';
import type { EpssRow } from './severity/epss.js';
import type { KevRow } from './severity/kev.js';
import { proposeSeverity } from './severity/propose-severity.js';
import type { ProposedSeverity } from './severity/propose-severity.js';

/** Rows of one INSERT: enough that round trips do not count, few enough that a statement stays small. */
const ROWS_PER_STATEMENT = 20_000;

export interface CatalogueState {
  readonly catalogue: 'kev' | 'epss';
  readonly version: string;
  readonly entries: number;
  readonly refreshedAt: string;
}

/** The KEV catalogue and the EPSS scores as they were last refreshed. */
@Injectable()
export class CatalogueRepository {
  /** The severity that CVSS, KEV and EPSS suggest, with what it rests on. */
  async proposeFor(tx: Transaction, of: { cves: readonly string[]; vectors: readonly CvssVector[] }): Promise<ProposedSeverity> {
    const { cves, vectors } = of;
    const kev = await tx.query<Pick<KevRow, 'cve' | 'dateAdded' | 'usedByRansomware'>>(
      `SELECT cve, added_on::text AS "dateAdded", ransomware AS "usedByRansomware" FROM advisories.known_exploited WHERE cve = ANY ($1) ORDER BY cve`,
      [cves],
    );
    const epss = await tx.query<EpssRow & { cve: string }>(
      `SELECT cve, score::float8 AS probability, percentile::float8 AS percentile FROM advisories.exploit_prediction WHERE cve = ANY ($1) ORDER BY cve`,
      [cves],
    );
    return proposeSeverity({ vectors, kev, epss });
  }

  async proposeForContent(tx: Transaction, { vulnerabilities }: AdvisoryContent): Promise<ProposedSeverity> {
    const cves = vulnerabilities.flatMap(({ cve }) => cve ?? []);
    return this.proposeFor(tx, { cves, vectors: vulnerabilities.flatMap(({ cvss = [] }) => cvss) });
  }

  async states(tx: Transaction): Promise<CatalogueState[]> {
    return tx.query<CatalogueState>(
      'SELECT catalogue, version, entries, refreshed_at AS "refreshedAt" FROM advisories.catalogue_refresh ORDER BY catalogue',
    );
  }

  /** One refresh at a time; until the transaction ends, everybody reads the catalogue as it was. Answers how many advisories that the caller sees changed. */
  async replaceKev(tx: Transaction, version: string, rows: readonly KevRow[]): Promise<number> {
    await this.begin(tx, 'kev');
    await tx.execute('DELETE FROM advisories.known_exploited');
    for (const part of parts(rows)) {
      await tx.execute(
        `INSERT INTO advisories.known_exploited (cve, vendor, product, name, added_on, due_on, ransomware)
         SELECT DISTINCT ON (cve) * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::date[], $6::date[], $7::boolean[])
           AS row(cve, vendor, product, name, added_on, due_on, ransomware) ON CONFLICT DO NOTHING`,
        [
          part.map(({ cve }) => cve),
          part.map(({ vendor }) => vendor),
          part.map(({ product }) => product),
          part.map(({ name }) => name),
          part.map(({ dateAdded }) => dateAdded),
          part.map(({ dueDate }) => dueDate ?? null),
          part.map(({ usedByRansomware }) => usedByRansomware),
        ],
      );
    }
    await this.end(tx, { catalogue: 'kev', version, entries: rows.length });
    const marked = await tx.find<{ changed: number }>('SELECT advisories.mark_exploited() AS changed');
    return marked?.changed ?? 0;
  }

  async replaceEpss(tx: Transaction, version: string, scoredOn: string, rows: readonly EpssRow[]): Promise<void> {
    await this.begin(tx, 'epss');
    await tx.execute('DELETE FROM advisories.exploit_prediction');
    for (const part of parts(rows)) {
      await tx.execute(
        `INSERT INTO advisories.exploit_prediction (cve, score, percentile, scored_on)
         SELECT DISTINCT ON (cve) cve, score, percentile, $4 FROM unnest($1::text[], $2::real[], $3::real[]) AS row(cve, score, percentile)
         ON CONFLICT DO NOTHING`,
        [part.map(({ cve }) => cve), part.map(({ probability }) => probability), part.map(({ percentile }) => percentile), scoredOn],
      );
    }
    await this.end(tx, { catalogue: 'epss', version, entries: rows.length });
  }

  private async begin(tx: Transaction, catalogue: 'kev' | 'epss'): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`refresh of ${catalogue}`]);
  }

  private async end(tx: Transaction, { catalogue, version, entries }: Omit<CatalogueState, 'refreshedAt'>): Promise<void> {
    await tx.execute(
      `INSERT INTO advisories.catalogue_refresh (catalogue, version, entries) VALUES ($1, $2, $3)
       ON CONFLICT (catalogue) DO UPDATE SET version = $2, entries = $3, refreshed_at = clock_timestamp()`,
      [catalogue, version, entries],
    );
  }
}

function* parts<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let at = 0; at < rows.length; at += ROWS_PER_STATEMENT) yield rows.slice(at, at + ROWS_PER_STATEMENT);
}
