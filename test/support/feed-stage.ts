import { request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { readFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import type { TlpLabel } from '#libs/access';
import { CreateAdvisory, ImportDocument, PublishAdvisory, SubmitAdvisory, WithdrawAdvisory } from '#libs/advisories';
import type { AdvisoryRef } from '#libs/advisories';
import { startApi } from './api-client.js';
import type { RunningApi } from './api-client.js';
import { aContent } from './builders/advisory.js';
import { aGroupOf, anOrganisation } from './builders/organisation.js';
import { aPerson } from './builders/person.js';
import type { SavedPerson } from './builders/person.js';
import { testDatabase } from './test-database.js';

/** As the installation is known outside: the addresses in documents are these, whatever port a test listens on. */
export const PUBLIC_API = 'https://api.cert.example';
export const REAL_DOCUMENT = 'real/cisa/icsa-17-010-01a.json';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly text: string;
}

/** One request as it is, without anything that a friendly client would add or decode. `path` may be a public address. */
export async function ask(
  api: RunningApi,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
  localAddress?: string,
): Promise<Answer> {
  const url = new URL(path.replace(PUBLIC_API, ''), api.url);
  return new Promise((resolve, reject) => {
    const sent = httpRequest(url, { method, headers, timeout: 20_000, localAddress }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        const body = Buffer.concat(chunks);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body, text: body.toString() });
      });
    });
    sent.once('timeout', () => sent.destroy(new Error(`no answer from ${path}`)));
    sent.once('error', reject);
    sent.end();
  });
}

export type FeedStage = Awaited<ReturnType<typeof feedStage>>;

/** The API with an advisory of every label, published as people publish: each says its label in a word that nothing else says. */
export async function feedStage(environment: Readonly<Record<string, string>> = {}, logged: string[] = []) {
  const database = await testDatabase();
  const log = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged.push(chunk.toString());
      done();
    },
  });
  const addresses = { PUBLIC_API_URL: PUBLIC_API, PUBLIC_WEB_URL: 'https://www.cert.example', ALLOW_LOOPBACK_WEBHOOKS: 'false' };
  const api = await startApi(database, { LOG_LEVEL: 'debug', ...addresses, ...environment }, log);
  const cert = await anOrganisation().named('Example CERT').operator().contactedAt('alerts@cert.example').savedIn(database);
  const bank = await anOrganisation().named('Bank').ofSectors('finance').savedIn(database);
  const water = await anOrganisation().named('Water').ofSectors('water').savedIn(database);
  const people = {
    analyst: await aPerson().of(cert).withRoles('analyst').savedIn(database),
    reviewer: await aPerson().of(cert).withRoles('analyst', 'reviewer').savedIn(database),
    bankMember: await aPerson().of(bank).savedIn(database),
    bankColleague: await aPerson().of(bank).savedIn(database),
    waterMember: await aPerson().of(water).savedIn(database),
    registered: await aPerson().savedIn(database),
    administrator: await aPerson().of(cert).withRoles('administrator').savedIn(database),
  };
  const group = await aGroupOf(database, cert, { organisations: [bank.id] });
  const use = <Type>(type: abstract new (...parameters: never[]) => Type): Type => api.app.get(type, { strict: false });
  const publish = async (label: TlpLabel, audience: object, content: object = {}): Promise<AdvisoryRef> => {
    const input = { kind: 'security_alert', severity: 'critical', label, audience, content: aContent(content) };
    const draft = await use(CreateAdvisory).execute(people.analyst.actor, input);
    const ref = await use(SubmitAdvisory).execute(people.analyst.actor, draft);
    await use(PublishAdvisory).execute(people.reviewer.actor, { advisoryId: ref.advisoryId });
    return ref;
  };
  const withdraw = (ref: AdvisoryRef) =>
    use(WithdrawAdvisory).execute(people.reviewer.actor, { advisoryId: ref.advisoryId, notice: { en: 'It was a mistake.' } });
  const importFile = (file: string) => {
    const bytes = readFileSync(new URL(`../fixtures/csaf/${file}`, import.meta.url));
    return use(ImportDocument).execute(people.reviewer.actor, { bytes, place: file, publish: true, label: 'CLEAR' });
  };
  const advisories = await published(publish, importFile, { bank: bank.id, member: people.bankMember.id });
  const tokenFor = (person: SavedPerson, isWeak = false) => api.tokenFor(person, { scopes: ['read', 'admin'], isWeak });
  const bearer = async (person: SavedPerson, isWeak = false) => ({ authorization: `Bearer ${await tokenFor(person, isWeak)}` });
  const end = async () => {
    await api.stop();
    await database.drop();
  };
  return { database, api, ...people, group, advisories, publish, withdraw, importFile, tokenFor, bearer, use, end };
}

/** The word by which the content of a label is known. */
export const MARKS: Readonly<Record<TlpLabel, string>> = {
  CLEAR: 'Marbleclear',
  GREEN: 'Marblegreen',
  AMBER: 'Marbleamber',
  'AMBER+STRICT': 'Marblestrict',
  RED: 'Marblered',
};

async function published(
  publish: (label: TlpLabel, audience: object, content?: object) => Promise<AdvisoryRef>,
  importFile: (file: string) => Promise<{ trackingId: string; advisoryId: string }>,
  to: { bank: string; member: string },
) {
  const saying = (label: TlpLabel) => ({ title: { en: MARKS[label] }, description: { en: `About ${MARKS[label]}.` } });
  const product = { vendor: 'Example Vendor', product: 'Gate & Way', version: '< 4', status: 'known_affected' };
  const chinese = {
    title: { en: MARKS.CLEAR, 'zh-Hant': '閘道漏洞' },
    summary: { en: 'In short.', 'zh-Hant': '摘要' },
    description: { en: 'At **length**. <script>alert(1)</script>', 'zh-Hant': '描述' },
    affectedProducts: [product],
    vulnerabilities: [{ cve: 'CVE-2026-10001' }],
    indicators: [{ type: 'domain', value: 'bad.example' }],
  };
  return {
    clear: await publish('CLEAR', {}, chinese),
    green: await publish('GREEN', {}, saying('GREEN')),
    amber: await publish('AMBER', { organisations: [to.bank] }, saying('AMBER')),
    strict: await publish('AMBER+STRICT', { organisations: [to.bank] }, saying('AMBER+STRICT')),
    red: await publish('RED', { persons: [to.member] }, saying('RED')),
    imported: await importFile(REAL_DOCUMENT),
  };
}
