import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '#libs/access';
import { AdvisoryQueries, CreateAdvisory, PublishAdvisory, RefreshCatalogue, ReleaseScheduled, SubmitAdvisory } from '#libs/advisories';
import { newId } from '#libs/core';
import { aContent, anAdvisory } from '../../support/builders/advisory.js';
import { asSuperuser } from '../../support/builders/organisation.js';
import { aStage } from '../advisories/stage.js';
import type { Stage } from '../advisories/stage.js';

let stage: Stage;

beforeAll(async () => {
  stage = await aStage();
});
afterAll(async () => {
  await stage.end();
});

const use = <Type>(type: abstract new (...parameters: never[]) => Type): Type => stage.api.get(type);
const run = (actor: Actor, sql: string, parameters: readonly unknown[] = []) => stage.as(actor, (tx) => tx.query(sql, parameters));
const behind = (sql: string, parameters: readonly unknown[] = []) =>
  asSuperuser(stage.database, async (client) => (await client.query<Record<string, unknown>>(sql, [...parameters])).rows);
const CARD = JSON.stringify({ cves: [], tags: [], sectors: [], vendors: [], products: [], terms: [] });

describe('past the use cases', () => {
  it('a text is published to nobody but the audience that was reviewed', async () => {
    const amber = await anAdvisory(stage.analyst).amber({ organisations: [stage.bank.id] }).inReview().savedIn(stage.database); // prettier-ignore
    const publish = (readers: string[]) =>
      run(stage.reviewer.actor, 'SELECT advisories.publish_revision($1, access.intern_readers($2), $3)', [amber.revisionId, readers, CARD]);
    for (const readers of [
      [`org:${stage.water.id}`],
      ['tier:industry'],
      [`org:${stage.bank.id}`, `org:${stage.water.id}`],
      [`group:${stage.group}`],
    ])
      await expect(publish(readers)).rejects.toThrow('the readers are not those of the label');
    await publish([`org:${stage.bank.id}`]);
  });

  it('a draft is shown to nobody but its author and their desk', async () => {
    const { revisionId } = await anAdvisory(stage.analyst).green().savedIn(stage.database);
    for (const readers of [['public'], ['member'], [`org:${stage.cert.id}`]])
      await expect(
        run(stage.analyst.actor, 'UPDATE advisories.revision SET reader_set = access.intern_readers($2) WHERE id = $1', [
          revisionId,
          readers,
        ]),
      ).rejects.toThrow('row-level security');
  });

  it('what is under review is not changed under the eyes of the reviewer', async () => {
    const { revisionId } = await anAdvisory(stage.analyst).green().inReview().savedIn(stage.database);
    await expect(run(stage.analyst.actor, 'UPDATE advisories.revision SET severity = 0 WHERE id = $1', [revisionId])).rejects.toThrow(
      'under review',
    );
  });

  it('nothing is written in the name of another organisation', async () => {
    const set = `access.intern_readers(ARRAY['user:' || access.person_id()])`;
    const advisory = `INSERT INTO advisories.advisory (id, tracking_id, organisation_id, author_id, state, reader_set)
      VALUES ($1, $1, $2, access.person_id(), 'draft', ${set})`;
    const id = newId();
    await expect(run(stage.bankAnalyst.actor, advisory.replace('$1, $1', `$1::uuid, $1::text`), [id, stage.cert.id])).rejects.toThrow(
      'row-level security',
    );
  });

  it('whether a hidden text exists is not told by writing beside it', async () => {
    const hidden = await anAdvisory(stage.analyst).green().savedIn(stage.database);
    const comment = `INSERT INTO advisories.comment (id, revision_id, reader_set, author_id, body)
      VALUES (gen_random_uuid(), $1, access.intern_readers(ARRAY['public']), access.person_id(), 'is it there?')`;
    const answers = await Promise.all(
      [hidden.revisionId, newId()].map((id) =>
        run(stage.bankMember.actor, comment, [id]).then(
          () => 'written',
          (error: unknown) => (error as { code?: string }).code,
        ),
      ),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers).not.toContain('written');
  });
});

describe('a token', () => {
  it('without the scope "read" opens nothing that the public does not read', async () => {
    const { id } = await anAdvisory(stage.analyst).amber({ organisations: [stage.bank.id] }).publishedBy(stage.reviewer).savedIn(stage.database); // prettier-ignore
    const hash = newId().replaceAll('-', '').repeat(2);
    await behind(
      `INSERT INTO accounts.api_token (id, hash, hint, name, person_id, assurance, scopes, expires_at)
       VALUES ($1, $2, 'hl_', 'subscriptions only', $3, 2, '{subscribe}', now() + interval '1 day')`,
      [newId(), Buffer.from(hash, 'hex'), stage.bankMember.id],
    );
    const holder = { ...stage.bankMember.actor, credential: { kind: 'token' as const, hash } };
    expect(await stage.as(holder, (tx) => use(AdvisoryQueries).byId(tx, id))).toBeUndefined();
  });
});

describe('a catalogue of known exploited vulnerabilities', () => {
  it('that somebody made up tells nothing of advisories that they do not see', async () => {
    const content = (cve: string) => ({ vulnerabilities: [{ cve }] }) as Partial<ReturnType<typeof aContent>>;
    await anAdvisory(stage.bankAnalyst).red(stage.bankMember.id).saying(content('CVE-2026-7777')).publishedBy(stage.reviewer).savedIn(stage.database); // prettier-ignore
    await anAdvisory(stage.bankAnalyst).clear().saying(content('CVE-2026-8888')).publishedBy(stage.reviewer).savedIn(stage.database); // prettier-ignore
    const kev = (...cves: string[]) =>
      Buffer.from(
        JSON.stringify({
          title: 'CISA Catalog of Known Exploited Vulnerabilities',
          catalogVersion: '2026.11.23',
          dateReleased: '2026-11-23T00:00:00.0000Z',
          count: cves.length,
          vulnerabilities: cves.map((cveID) => ({
            ...{ cveID, vendorProject: 'Acme', product: 'Thing', vulnerabilityName: 'A hole', dateAdded: '2026-11-20' },
            ...{
              shortDescription: 'A hole.',
              requiredAction: 'Mend it.',
              dueDate: '2026-12-01',
              knownRansomwareCampaignUse: 'Unknown',
              notes: '',
            },
          })),
        }),
      );
    const refresh = async (...cves: string[]) =>
      (await use(RefreshCatalogue).execute(stage.analyst.actor, { catalogue: 'kev', bytes: kev(...cves) })).advisoriesChanged;
    expect(await refresh('CVE-2026-0001')).toBe(0);
    expect(await refresh('CVE-2026-7777')).toBe(0);
    expect(await refresh('CVE-2026-8888')).toBe(1);
    expect(await behind(`SELECT 1 AS one FROM advisories.advisory WHERE exploited AND 'CVE-2026-8888' = ANY (cves)`)).toHaveLength(1);
  });
});

describe('a scheduled release that fails by a fault of ours', () => {
  it('keeps back no other release', async () => {
    const scheduled: string[] = [];
    for (let at = 0; at < 2; at++) {
      const input = { kind: 'security_alert', severity: 'high', label: 'CLEAR', content: aContent() };
      const { advisoryId } = await use(CreateAdvisory).execute(stage.analyst.actor, input);
      await use(SubmitAdvisory).execute(stage.analyst.actor, { advisoryId });
      const schedule = { at: new Date(Date.now() + 30 * 86_400_000).toISOString(), zone: 'Asia/Hong_Kong' };
      await use(PublishAdvisory).execute(stage.reviewer.actor, { advisoryId, schedule });
      await behind(
        `UPDATE advisories.revision SET scheduled_for = clock_timestamp() - interval '${2 - at} minutes' WHERE advisory_id = $1`,
        [advisoryId],
      );
      scheduled.push(advisoryId);
    }
    const [broken = '', sound = ''] = scheduled;
    // Content that publishing cannot store: no use case writes such a thing today.
    await behind(`UPDATE advisories.revision SET content = content || '{"indicators": [{"value": "1.2.3.4"}]}' WHERE advisory_id = $1`, [
      broken,
    ]);
    await stage.worker
      .get(ReleaseScheduled)
      .execute()
      .catch(() => undefined);
    const card = await stage.as(stage.anonymous, (tx) => use(AdvisoryQueries).byId(tx, sound));
    expect(card?.card).toMatchObject({ state: 'published' });
    await expect(stage.worker.get(ReleaseScheduled).execute()).rejects.toThrow();
    await behind(`UPDATE advisories.revision SET state = 'discarded' WHERE advisory_id = $1`, [broken]);
  });
});
