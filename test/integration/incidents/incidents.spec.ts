import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RenditionsModule } from '#libs/renditions';
import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { ANONYMOUS, systemActor } from '#libs/access';
import type { Actor } from '#libs/access';
import { readConfig } from '#libs/config';
import { newId } from '#libs/core';
import { Database, PlatformModule } from '#libs/database';
import {
  FindReceipt,
  INCIDENT_MAILS,
  IncidentMailsModule,
  IncidentQueries,
  IncidentsModule,
  ReportIncident,
  SendIncidentMail,
} from '#libs/incidents';
import { OutboxEvents, OutboxModule } from '#libs/outbox';
import { anOrganisation, asSuperuser } from '../../support/builders/organisation.js';
import { aPerson } from '../../support/builders/person.js';
import type { SavedPerson } from '../../support/builders/person.js';
import { startMailSink } from '../../support/mail-sink.js';
import type { MailSink } from '../../support/mail-sink.js';
import { testDatabase } from '../../support/test-database.js';
import type { TestDatabase } from '../../support/test-database.js';

let database: TestDatabase;
let sink: MailSink;
let api: TestingModule;
let worker: TestingModule;
let dataDir: string;
let analyst: SavedPerson;
let reviewer: SavedPerson;
let outsider: SavedPerson;

beforeAll(async () => {
  database = await testDatabase();
  sink = await startMailSink();
  dataDir = mkdtempSync(join(tmpdir(), 'harbourlight-incidents-'));
  const cert = await anOrganisation().operator().savedIn(database);
  const bank = await anOrganisation().savedIn(database);
  analyst = await aPerson().of(cert).withRoles('analyst').savedIn(database);
  reviewer = await aPerson().of(cert).withRoles('reviewer').savedIn(database);
  await aPerson().of(cert).withRoles('administrator', 'auditor').savedIn(database);
  outsider = await aPerson().of(bank).withRoles('analyst', 'reviewer', 'organisation_admin').savedIn(database);
  const moduleOn = (url: string, imports: typeof IncidentsModule | typeof IncidentMailsModule) => {
    const config = readConfig({
      NODE_ENV: 'test',
      DATABASE_URL: url,
      SECRET_KEY: database.secretKey,
      DATA_DIR: dataDir,
      SMTP_URL: sink.url,
    });
    return Test.createTestingModule({
      imports: [PlatformModule.forRoot(config, 'test'), OutboxModule, RenditionsModule.forRoot(), imports],
    }).compile();
  };
  api = await moduleOn(database.apiUrl, IncidentsModule);
  worker = await moduleOn(database.workerUrl, IncidentMailsModule);
});
afterAll(async () => {
  await Promise.all([api.close(), worker.close()]);
  await sink.stop();
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

const CANARY = 'quicksilver lighthouse';
const REPORT = {
  class: 'fraud',
  reporter: 'small_business',
  whatHappened: `We paid a false invoice. ${CANARY}`,
  affected: CANARY,
  contact: { name: CANARY, email: 'owner@shop.example', phone: CANARY },
  mayShare: true,
  language: 'zh-Hant',
};
const run = (actor: Actor, sql: string, parameters: readonly unknown[] = []) =>
  api.get(Database).as(actor, (tx) => tx.query<Record<string, unknown>>(sql, parameters));
const list = (actor: Actor) => api.get(Database).as(actor, (tx) => api.get(IncidentQueries).list(tx, { first: 10 }));

/** As the worker's processor does. */
async function sendMails(): Promise<number> {
  const events = worker.get(OutboxEvents);
  let sent = 0;
  for (const { id } of await events.take(50)) {
    const stored = await events.waiting(id);
    if (stored?.event.type !== 'account.mail_requested') continue;
    const mail = INCIDENT_MAILS.find((each) => each === (stored.event as { mail: string }).mail);
    if (mail === undefined || stored.event.sealedToken === undefined) continue;
    sent += await worker.get(SendIncidentMail).execute(id, mail, stored.event.sealedToken);
    await events.done(id);
  }
  return sent;
}

describe('a report of an incident', () => {
  it('tells the desk and the reporter by mail, with its reference and nothing else', async () => {
    const { reference } = await api.get(ReportIncident).execute(REPORT, { address: '192.0.2.1' });
    expect(await sendMails()).toBe(3);
    const to = sink.mails.flatMap(({ envelopeTo }) => envelopeTo).sort();
    expect(to).toEqual([analyst.email, reviewer.email, 'owner@shop.example'].sort());
    for (const { mail, raw } of sink.mails) {
      expect(mail.text ?? '').toContain(reference);
      expect(`${raw} ${mail.subject ?? ''} ${mail.text ?? ''} ${mail.html ?? ''}`).not.toContain('quicksilver');
    }
    const own = sink.mails.find(({ envelopeTo }) => envelopeTo.includes('owner@shop.example'));
    expect(own?.mail.subject).toContain('我們已收到你的報告');
    expect(own?.mail.text).toContain('/tc/attacked');
    // The event that asked for them holds neither the address nor what was reported.
    const events = await worker
      .get(Database)
      .as(systemActor('relay'), (tx) => tx.query<{ payload: object }>('SELECT payload FROM outbox.event'));
    expect(JSON.stringify(events)).not.toMatch(/quicksilver|shop\.example/);
  });

  it('keeps what was pasted from a terminal, with what cannot be seen written out, and says how long is too long', async () => {
    const log = 'Rogue output:\n\u001b[31mENCRYPTED\u001b[0m\u0007 invoice\u202efdp.exe';
    const { reference } = await api
      .get(ReportIncident)
      .execute({ ...REPORT, whatHappened: log, affected: '\0' }, { address: '192.0.2.11' });
    await sendMails();
    const stored = await api.get(Database).as(analyst.actor, (tx) => api.get(IncidentQueries).byReference(tx, reference));
    expect(stored?.content).toMatchObject({
      whatHappened: 'Rogue output:\n\\x1b[31mENCRYPTED\\x1b[0m\\x07 invoice\\u202efdp.exe',
      affected: '\\x00',
    });
    const long = api.get(ReportIncident).execute({ ...REPORT, whatHappened: 'x'.repeat(20_001) }, { address: '192.0.2.11' });
    await expect(long).rejects.toMatchObject({
      issues: [{ path: 'whatHappened', expected: 'at most 20000 characters', received: '20001 characters' }],
    });
  });

  it('stays one report when it is sent again word for word within the hour, even at the same moment, and tells nobody again', async () => {
    const report = { ...REPORT, whatHappened: 'Pressed twice.', happenedAt: '2026-01-05T09:30:00+08:00' };
    const send = (changes: object = {}) => api.get(ReportIncident).execute({ ...report, ...changes }, { address: '192.0.2.7' });
    const [first, second] = await Promise.all([send(), send()]);
    expect(second.reference).toBe(first.reference);
    expect(second.receivedAt).toBe(first.receivedAt);
    expect(await sendMails()).toBe(3);
    const others = [
      { whatHappened: 'Pressed twice!' },
      { contact: { email: 'other@shop.example' } },
      { happenedAt: '2026-01-05T09:31:00+08:00' },
    ];
    for (const changes of others) expect((await send(changes)).reference).not.toBe(first.reference);
    const counted = () => run(analyst.actor, "SELECT id FROM incidents.report WHERE content->>'whatHappened' = 'Pressed twice.'");
    const before = (await counted()).length;
    await asSuperuser(database, (client) => client.query("UPDATE incidents.report SET received_at = received_at - interval '61 minutes'"));
    expect((await send()).reference).not.toBe(first.reference);
    expect((await counted()).length).toBe(before + 1);
    await sendMails();
  });

  it('is acknowledged to whoever holds the reference, without a word of it', async () => {
    const { reference, receivedAt } = await api.get(ReportIncident).execute({ ...REPORT, affected: 'once' }, { address: '192.0.2.8' });
    await sendMails();
    expect(await api.get(FindReceipt).execute(reference)).toBe(receivedAt);
    for (const wrong of ['IR-2222-2222-2222-2222', reference.toLowerCase(), `${reference} `, '', "' OR true"])
      expect(await api.get(FindReceipt).execute(wrong)).toBeUndefined();
    await expect(run(ANONYMOUS, 'SELECT incidents.receipt($1)', [reference])).rejects.toThrow('by the use case alone');
  });

  it('is refused where it happened in the future, with the place and what came; a day ahead is no future yet', async () => {
    const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
    const [later, sooner] = [inHours(25), inHours(23)];
    const refused = api.get(ReportIncident).execute({ ...REPORT, happenedAt: later, awareAt: later }, { address: '192.0.2.9' });
    await expect(refused).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      issues: ['happenedAt', 'awareAt'].map((path) => ({ path, expected: 'a time that is not in the future', received: later })),
    });
    const { reference } = await api
      .get(ReportIncident)
      .execute({ ...REPORT, happenedAt: sooner, affected: 'soon' }, { address: '192.0.2.9' });
    await sendMails();
    expect(reference).toMatch(/^IR-/);
  });

  it('sends no fourth mail within the hour to an address that did not ask for it', async () => {
    const before = sink.mails.length;
    for (let at = 0; at < 4; at++)
      await api
        .get(ReportIncident)
        .execute({ ...REPORT, affected: `shop ${at}`, contact: { email: 'victim@shop.example' } }, { address: '192.0.2.2' });
    await sendMails();
    const mails = sink.mails.slice(before).filter(({ envelopeTo }) => envelopeTo.includes('victim@shop.example'));
    expect(mails).toHaveLength(3);
  });

  it('is seen by the desk of the operating CERT after a second factor, whatever else somebody is', async () => {
    for (const { actor } of [analyst, reviewer]) expect((await list(actor)).reports.length).toBeGreaterThan(0);
    for (const actor of [ANONYMOUS, outsider.actor, analyst.actorWithoutSecondFactor, systemActor('incident-report')])
      expect((await list(actor)).reports).toEqual([]);
    // The purpose of the worker is none of the api's role.
    await expect(list(systemActor('incident-mail'))).rejects.toThrow('no purpose of this role');
  });
});

describe('past the use cases', () => {
  const id = async () => String((await run(analyst.actor, 'SELECT id FROM incidents.report LIMIT 1'))[0]?.['id']);

  it('nobody takes in a report with readers of their choice, nor changes one, nor its readers', async () => {
    const receive = [newId(), 'IR-X', JSON.stringify({ ...REPORT, content: {} })];
    for (const actor of [ANONYMOUS, analyst.actor, systemActor('sign-in')])
      await expect(run(actor, 'SELECT incidents.receive($1, $2, $3)', receive)).rejects.toThrow('by the use case alone');
    await expect(run(analyst.actor, `UPDATE incidents.report SET content = '{}' WHERE id = $1`, [await id()])).rejects.toThrow(
      /permission denied/,
    );
    await expect(run(analyst.actor, 'UPDATE incidents.report SET reader_set = 1 WHERE id = $1', [await id()])).rejects.toThrow(
      /permission denied/,
    );
    await expect(run(analyst.actor, 'DELETE FROM incidents.report')).rejects.toThrow(/permission denied/);
    const other = `INSERT INTO incidents.report (id, reference, reader_set, class, reporter, content, may_share, language)
      VALUES (gen_random_uuid(), 'x', 1, 'fraud', 'person', '{}', true, 'en')`;
    await expect(run(analyst.actor, other)).rejects.toThrow(/permission denied/);
    expect(await run(outsider.actor, `UPDATE incidents.report SET state = 'in_work' WHERE id = $1 RETURNING id`, [await id()])).toEqual([]);
  });

  it('a note has the readers of its report and the name of who wrote it', async () => {
    const note = (readers: string, author: string) =>
      `INSERT INTO incidents.note (id, report_id, reader_set, author_id, body) SELECT gen_random_uuid(), i.id, ${readers}, '${author}', 'x'
       FROM incidents.report i WHERE i.id = $1`;
    await run(analyst.actor, note('i.reader_set', analyst.id), [await id()]);
    await expect(run(analyst.actor, note('i.reader_set', reviewer.id), [await id()])).rejects.toThrow(/row-level security/);
    await run(analyst.actor, `SELECT access.intern_readers(ARRAY['desk:${String(outsider.organisationId)}'])`);
    const theirs = `(SELECT max(n) FROM unnest(access.visible_sets()) n WHERE n <> i.reader_set)`;
    await run(analyst.actor, `SELECT access.intern_readers(ARRAY['member'])`);
    await expect(run(analyst.actor, note(theirs, analyst.id), [await id()])).rejects.toThrow(/row-level security/);
    expect(await run(outsider.actor, 'SELECT id FROM incidents.note')).toEqual([]);
  });
});
