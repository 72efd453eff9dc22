import { join } from 'node:path';
import { systemActor, workerFor } from '#libs/access';
import type { Actor } from '#libs/access';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { AdvisoryQueries } from '../advisory.queries.js';
import { idOf, readDemoAdvisories } from '../demo-advisory.js';
import type { DemoAdvisory, DemoIds } from '../demo-advisory.js';
import { DemoSteps } from '../demo-steps.js';
import type { Begun } from '../demo-steps.js';
import { ImportDocuments } from './import-documents.js';

const SEED = systemActor('demo-seed');
const AUTHOR = 'analyst@cert.example';
const REVIEWER = 'reviewer@cert.example';
/** Of one kind of account; a demonstration has about ten. */
const MAX_ACCOUNTS = 1_000;

export interface DemoReport {
  readonly imported: number;
  readonly written: number;
  readonly alreadyThere: number;
}

/**
 * The advisories of the demonstration, made by its analyst and its reviewer through the same use cases as everybody's. What is there is left
 * alone, and what was begun is finished, so it may run at every start. For the worker's role, after the demonstration's accounts were made.
 */
@Injectable()
export class SeedDemoAdvisories {
  constructor(
    private readonly database: Database,
    private readonly queries: AdvisoryQueries,
    private readonly steps: DemoSteps,
    private readonly importer: ImportDocuments,
  ) {}

  /** `folder` holds `csaf/` and `advisories/`, as `apps/cli/demo-data` does. */
  async execute({ folder }: { readonly folder: string }): Promise<DemoReport> {
    const ids = await this.accountIds();
    const author = workerFor({ kind: 'person', id: idOf(ids, 'persons', AUTHOR) });
    const reviewer = workerFor({ kind: 'person', id: idOf(ids, 'persons', REVIEWER) });
    const report = await this.importer.execute(reviewer, { path: join(folder, 'csaf'), publish: true });
    let written = 0;
    let alreadyThere = report.unchanged.length;
    for (const demo of await readDemoAdvisories(join(folder, 'advisories'))) {
      const isNew = await this.steps.finish(demo, ids, { author, reviewer }, await this.begun(author, demo));
      if (isNew) written += 1;
      else alreadyThere += 1;
    }
    return { imported: report.imported.length + report.updated.length, written, alreadyThere };
  }

  /** The author is among the readers of every demonstration advisory, so their own list tells what is there. */
  private async begun(author: Actor, demo: DemoAdvisory): Promise<Begun> {
    const title = titleOf(demo);
    return this.database.as(author, async (tx) => {
      const { cards } = await this.queries.newest(tx, { first: 20, search: `"${title.replaceAll('"', ' ')}"` });
      const published = cards.find((card) => card.title[card.sourceLanguage] === title);
      if (published) return { advisoryId: published.id, state: 'published' };
      const { revisions } = await this.queries.inWork(tx, { first: 100, filter: { words: title, isOwn: true } });
      return revisions.find(({ content }) => content.title[content.sourceLanguage] === title);
    });
  }

  private async accountIds(): Promise<DemoIds> {
    const rows = await this.database.as(SEED, (tx) =>
      tx.query<{ list: keyof DemoIds; name: string; id: string }>(
        `SELECT 'groups' AS list, name, id FROM accounts.closed_group UNION ALL SELECT 'organisations', name, id FROM accounts.organisation
         UNION ALL SELECT 'persons', lower(email), id FROM accounts.person LIMIT $1`,
        [MAX_ACCOUNTS],
      ),
    );
    const of = (wanted: keyof DemoIds) => new Map(rows.filter(({ list }) => list === wanted).map(({ name, id }) => [name, id]));
    return { groups: of('groups'), organisations: of('organisations'), persons: of('persons') };
  }
}

function titleOf({ content }: DemoAdvisory): string {
  return content.title[content.sourceLanguage] ?? '';
}
