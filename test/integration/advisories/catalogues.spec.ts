import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemActor } from '#libs/access';
import { AdvisoryQueries, parseCvss, RefreshCatalogue } from '#libs/advisories';
import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { anAdvisory } from '../../support/builders/advisory.js';
import { aPerson } from '../../support/builders/person.js';
import { aStage } from './stage.js';
import type { Stage } from './stage.js';

const KEV = readFileSync('test/fixtures/kev/known_exploited_vulnerabilities.json');
const EPSS = readFileSync('test/fixtures/epss/epss-sample.csv');
const REFRESH = systemActor('refresh-catalogues');

let stage: Stage;

beforeAll(async () => {
  stage = await aStage();
});
afterAll(async () => {
  await stage.end();
});

const use = <Type>(type: abstract new (...parameters: never[]) => Type): Type => stage.worker.get(type);
const kevOf = (...cves: string[]) =>
  Buffer.from(
    JSON.stringify({
      catalogVersion: '2026.01.01',
      dateReleased: '2026-01-01T00:00:00Z',
      count: cves.length,
      vulnerabilities: cves.map((cveID) => ({ cveID, vendorProject: 'V', product: 'P', vulnerabilityName: 'N', dateAdded: '2026-01-01' })),
    }),
  );

describe('a refresh', () => {
  it('replaces the whole catalogue, and says so', async () => {
    expect(await use(RefreshCatalogue).execute(REFRESH, { catalogue: 'kev', bytes: KEV })).toMatchObject({
      catalogue: 'kev',
      entries: 1662,
      refused: 0,
    });
    expect(await use(RefreshCatalogue).execute(REFRESH, { catalogue: 'epss', bytes: EPSS })).toMatchObject({
      catalogue: 'epss',
      entries: 1000,
    });
    expect(await use(RefreshCatalogue).execute(REFRESH, { catalogue: 'epss', bytes: gzipSync(EPSS) })).toMatchObject({ entries: 1000 });
    const states = await stage.as(stage.anonymous, (tx) => stage.api.get(AdvisoryQueries).catalogueStates(tx));
    expect(states.map(({ catalogue, entries }) => [catalogue, entries])).toEqual([
      ['epss', 1000],
      ['kev', 1662],
    ]);
  });

  it('proposes a severity with what it rests on', async () => {
    await use(RefreshCatalogue).execute(REFRESH, { catalogue: 'kev', bytes: KEV });
    await use(RefreshCatalogue).execute(REFRESH, { catalogue: 'epss', bytes: EPSS });
    const vectors = [parseCvss('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N')];
    const proposed = await stage.as(stage.anonymous, (tx) =>
      stage.api.get(AdvisoryQueries).proposeSeverity(tx, { cves: ['CVE-2008-2992'], vectors }),
    );
    expect(proposed.severity).toBe('critical');
    expect(proposed.inputs.map(({ source }) => source).sort()).toEqual(['cvss', 'epss', 'kev']);
  });

  it('tells published advisories anew whether they are exploited', async () => {
    const vulnerable = (cve: string) =>
      anAdvisory(stage.analyst)
        .saying({ vulnerabilities: [{ cve }] })
        .clear()
        .publishedBy(stage.reviewer)
        .savedIn(stage.database);
    const [one, other] = [await vulnerable('CVE-2026-5001'), await vulnerable('CVE-2026-5002')];
    const exploited = () =>
      stage.as(stage.anonymous, async (tx) =>
        (await stage.api.get(AdvisoryQueries).cards(tx, [one.id, other.id])).map((card) => card?.exploited),
      );
    await use(RefreshCatalogue).execute(REFRESH, { catalogue: 'kev', bytes: kevOf('CVE-2026-5001') });
    expect(await exploited()).toEqual([true, false]);
    expect(await use(RefreshCatalogue).execute(REFRESH, { catalogue: 'kev', bytes: kevOf('CVE-2026-5002') })).toMatchObject({
      advisoriesChanged: 2,
    });
    expect(await exploited()).toEqual([false, true]);
  });

  it('that is cut off or no catalogue leaves the old one', async () => {
    await use(RefreshCatalogue).execute(REFRESH, { catalogue: 'kev', bytes: kevOf('CVE-2026-5001', 'CVE-2026-5002') });
    const wrong = JSON.parse(kevOf('CVE-2026-5001').toString()) as Record<string, unknown>;
    const cut = Buffer.from(JSON.stringify({ ...wrong, count: 2 }));
    await expect(use(RefreshCatalogue).execute(REFRESH, { catalogue: 'kev', bytes: cut })).rejects.toMatchObject({ kind: 'invalid' });
    await expect(use(RefreshCatalogue).execute(REFRESH, { catalogue: 'epss', bytes: Buffer.from('<html>') })).rejects.toMatchObject({
      kind: 'invalid',
    });
    const states = await stage.as(stage.anonymous, (tx) => stage.api.get(AdvisoryQueries).catalogueStates(tx));
    expect(states.find(({ catalogue }) => catalogue === 'kev')).toMatchObject({ entries: 2 });
  });

  it('asks the configured address, and is unavailable where that gives something else', async () => {
    const server = createServer((request, response) => {
      response.statusCode = request.url === '/kev.json' ? 200 : 503;
      response.end(request.url === '/kev.json' ? kevOf('CVE-2026-5009') : 'away');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const config = stage.worker.get<Config & { kevUrl: string; epssUrl: string }>(CONFIG);
    Object.assign(config, { kevUrl: `http://127.0.0.1:${port}/kev.json`, epssUrl: `http://127.0.0.1:${port}/epss` });
    expect(await use(RefreshCatalogue).execute(REFRESH, { catalogue: 'kev' })).toMatchObject({ entries: 1 });
    await expect(use(RefreshCatalogue).execute(REFRESH, { catalogue: 'epss' })).rejects.toMatchObject({ kind: 'unavailable' });
    server.close();
    server.closeAllConnections();
  });

  it('is for people of the operating CERT', async () => {
    const refresh = stage.api.get(RefreshCatalogue);
    const request = { catalogue: 'kev', bytes: kevOf('CVE-2026-5001') } as const;
    await expect(refresh.execute(stage.anonymous, request)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(refresh.execute(stage.bankAnalyst.actor, request)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    const operator = await aPerson().of(stage.cert).withRoles('administrator').savedIn(stage.database);
    expect(await refresh.execute(operator.actor, request)).toMatchObject({ entries: 1 });
  });
});
