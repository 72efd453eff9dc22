import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateKey, readKey, readMessage, readPrivateKey, decrypt } from 'openpgp';
import { systemActor } from '#libs/access';
import { Database } from '#libs/database';
import { AssembleDigests, RecordBounce } from '#libs/deliveries';
import { FanOut } from '../../support/fan-out.js';
import type { EndpointSpec, SavedEndpoint } from '../../support/fan-out.js';
import { startMailSink } from '../../support/mail-sink.js';
import type { MailSink } from '../../support/mail-sink.js';
import { startSending } from '../../support/sending.js';
import type { Sending } from '../../support/sending.js';
import { testDatabase } from '../../support/test-database.js';
import type { TestDatabase } from '../../support/test-database.js';

let database: TestDatabase;
let world: FanOut;
let sink: MailSink;
let sending: Sending;
let vendors = 0;

beforeAll(async () => {
  database = await testDatabase();
  world = await FanOut.in(database);
  sink = await startMailSink();
  sending = await startSending(database, world, { smtpUrl: sink.url });
  sending.start();
});

afterAll(async () => {
  await sending.stop();
  await sink.stop();
  await world.close();
  await database.drop();
});

function aVendor(): string {
  return `vendor-${++vendors}`;
}

async function organisation(): Promise<string> {
  return (await world.organisations(1))[0] ?? '';
}

async function mailbox(spec: EndpointSpec): Promise<SavedEndpoint> {
  const [endpoint] = await world.endpoints([{ channel: 'email', ...spec }]);
  if (endpoint === undefined) throw new Error('no endpoint');
  return endpoint;
}

function mailsTo({ address }: SavedEndpoint) {
  return sink.mails.filter(({ envelopeTo }) => envelopeTo.includes(address));
}

async function deliveriesOf(endpoint: SavedEndpoint) {
  return world.rows<{ id: string; status: string; reason: string | null; attempts: number; event: string }>(
    'SELECT id, status, reason, attempts, event FROM deliveries.delivery WHERE endpoint_id = $1 ORDER BY created_at, id',
    [endpoint.id],
  );
}

describe('an alert by mail', () => {
  it('goes to one recipient, with the label before everything, why it came, and a way to end it', async () => {
    const vendor = aVendor();
    const endpoint = await mailbox({ organisationId: await organisation(), vendors: [vendor] });
    const advisory = await world.publish({ vendors: [vendor], title: 'Mail me', label: 'GREEN' });
    await sending.plan(advisory);
    await sending.settle();
    const [received, ...others] = mailsTo(endpoint);
    expect(others).toEqual([]);
    expect(received?.envelopeTo).toEqual([endpoint.address]);
    expect(received?.envelopeFrom).toMatch(/^bounce\+[0-9a-f-]{36}\.[0-9a-f]{20}@harbourlight\.example$/);
    expect(received?.mail.subject).toBe(`[TLP:GREEN] ${advisory.trackingId} High: Mail me`);
    expect(received?.mail.text).toContain(`vendor: ${vendor}`);
    expect(received?.mail.text).toContain('/links/unsubscribe/');
    expect(received?.mail.html).toContain('Mail me');
    const [delivery] = await deliveriesOf(endpoint);
    expect(received?.mail.messageId).toBe(`<${delivery?.id ?? ''}@harbourlight.example>`);
    expect(delivery).toMatchObject({ status: 'sent', attempts: 1 });
  });

  it('about an update belongs to the thread of the first, and one click ends all that brought it', async () => {
    const vendor = aVendor();
    const org = await organisation();
    const endpoint = await mailbox({ organisationId: org, vendors: [vendor] });
    await world.rows(
      `WITH other AS (INSERT INTO subscriptions.subscription (id, organisation_id, frequency, vendors) VALUES (gen_random_uuid(), $1, 'immediate', $2) RETURNING id)
       INSERT INTO subscriptions.subscription_endpoint (subscription_id, endpoint_id) SELECT id, $3 FROM other`,
      [org, [`vendor:${vendor}`], endpoint.id],
    );
    const advisory = await world.publish({ vendors: [vendor] });
    await sending.plan(advisory);
    await sending.settle();
    await sending.plan(await world.revise(advisory, { vendors: [vendor] }));
    await sending.settle();
    const [first, update, ...others] = mailsTo(endpoint);
    expect(others).toEqual([]);
    expect([first?.mail.inReplyTo, first?.mail.references]).toEqual([undefined, undefined]);
    expect([update?.mail.inReplyTo, update?.mail.references]).toEqual([first?.mail.messageId, first?.mail.messageId]);
    const [, named = ''] = /\/links\/unsubscribe\/[^.\s]+\.([~0-9a-z]+)\./.exec(update?.mail.text ?? '') ?? [];
    expect(named.match(/~/g)).toHaveLength(2);
  });

  it('to the public leads to a page where they can leave or ask for something else, in the language of the mail', async () => {
    const vendor = aVendor();
    const endpoint = await mailbox({ language: 'zh-Hant', vendors: [vendor] });
    const member = await mailbox({ organisationId: await organisation(), language: 'zh-Hant', vendors: [vendor] });
    await sending.plan(await world.publish({ vendors: [vendor] }));
    await sending.settle();
    expect(mailsTo(endpoint)[0]?.mail.text).toMatch(/\/tc\/unsubscribe\/[\w.~-]{80,}/);
    expect(mailsTo(endpoint)[0]?.mail.text).not.toMatch(/\/subscriptions\s/);
    expect(mailsTo(member)[0]?.mail.text).toMatch(/\/subscriptions\s/);
  });

  it('above GREEN is encrypted to no key that was given less than a day ago', async () => {
    const vendor = aVendor();
    const org = await organisation();
    const { publicKey } = await generateKey({ userIDs: [{ email: 'soc@example.org' }], format: 'armored' });
    const endpoint = await mailbox({ organisationId: org, vendors: [vendor], openPgpKey: publicKey });
    await world.rows("UPDATE subscriptions.endpoint SET openpgp_usable_at = now() + interval '1 hour' WHERE id = $1", [endpoint.id]);
    await sending.plan(await world.publish({ vendors: [vendor], title: 'Not yet', label: 'AMBER', readers: [`org:${org}`] }));
    await sending.settle();
    expect(mailsTo(endpoint)[0]?.raw).not.toMatch(/PGP MESSAGE|Not yet/);
    expect(await deliveriesOf(endpoint)).toMatchObject([{ status: 'sent' }]);
  });

  it('above GREEN is a notice without title and content where there is no key', async () => {
    const vendor = aVendor();
    const org = await organisation();
    const endpoint = await mailbox({ organisationId: org, vendors: [vendor] });
    const advisory = await world.publish({ vendors: [vendor], title: 'Not for the wire', label: 'AMBER', readers: [`org:${org}`] });
    await sending.plan(advisory);
    await sending.settle();
    const [received] = mailsTo(endpoint);
    expect(received?.mail.subject).toBe(`[TLP:AMBER] ${advisory.trackingId}`);
    expect(`${received?.raw ?? ''}${received?.mail.text ?? ''}${received?.mail.html ?? ''}`).not.toMatch(
      /Not for the wire|at length|vendor-/,
    );
  });

  it('above GREEN is encrypted to the key of its recipient, and says nothing outside', async () => {
    const vendor = aVendor();
    const org = await organisation();
    const { privateKey, publicKey } = await generateKey({ userIDs: [{ email: 'soc@example.org' }], format: 'armored' });
    const endpoint = await mailbox({ organisationId: org, vendors: [vendor], openPgpKey: publicKey });
    await sending.plan(await world.publish({ vendors: [vendor], title: 'For your key only', label: 'AMBER', readers: [`org:${org}`] }));
    await sending.settle();
    const [received] = mailsTo(endpoint);
    expect(received?.raw).not.toContain('For your key only');
    const armored = /-----BEGIN PGP MESSAGE-----[\s\S]*-----END PGP MESSAGE-----/.exec(received?.raw ?? '')?.[0] ?? '';
    const clear: { readonly data: unknown } = await decrypt({
      message: await readMessage({ armoredMessage: armored }),
      decryptionKeys: await readPrivateKey({ armoredKey: privateKey }),
    });
    expect(clear.data).toContain('For your key only');
    expect(await readKey({ armoredKey: publicKey })).toBeDefined();
  });

  it('above GREEN to a key that has expired since goes out without content, and unencrypted', async () => {
    const vendor = aVendor();
    const org = await organisation();
    const [date, keyExpirationTime] = [new Date('2026-01-01T00:00:00Z'), 24 * 60 * 60];
    const { publicKey } = await generateKey({ userIDs: [{ email: 'soc@example.org' }], format: 'armored', date, keyExpirationTime });
    const endpoint = await mailbox({ organisationId: org, vendors: [vendor], openPgpKey: publicKey });
    const advisory = await world.publish({ vendors: [vendor], title: 'For a key of old', label: 'AMBER', readers: [`org:${org}`] });
    await sending.plan(advisory);
    await sending.settle();
    const [received] = mailsTo(endpoint);
    expect(received?.mail.subject).toBe(`[TLP:AMBER] ${advisory.trackingId}`);
    expect(`${received?.raw ?? ''}${received?.mail.text ?? ''}${received?.mail.html ?? ''}`).not.toMatch(
      /For a key of old|at length|vendor-|PGP MESSAGE/,
    );
    expect(await deliveriesOf(endpoint)).toMatchObject([{ status: 'sent', attempts: 1 }]);
  });

  it('of RED says only that there is something to read, to a named person', async () => {
    const vendor = aVendor();
    const org = await organisation();
    const person = await world.person(org);
    const endpoint = await mailbox({ personId: person, vendors: [vendor] });
    const advisory = await world.publish({ vendors: [vendor], title: 'Secret', label: 'RED', readers: [`user:${person}`] });
    await sending.plan(advisory);
    await sending.settle();
    const [received] = mailsTo(endpoint);
    expect(received?.mail.subject).toMatch(/^\[TLP:RED\] /);
    expect(received?.mail.subject).not.toContain(advisory.trackingId);
    expect(`${received?.mail.text ?? ''}${received?.mail.html ?? ''}`).not.toMatch(/Secret|at length|vendor/);
  });

  it('to an address that does not exist is refused once, and nothing is sent there again', async () => {
    const vendor = aVendor();
    const endpoint = await mailbox({ organisationId: await organisation(), vendors: [vendor] });
    sink.refuse((recipient) => (recipient === endpoint.address ? { code: 550, message: '5.1.1 no such user' } : undefined));
    const first = await world.publish({ vendors: [vendor] });
    await sending.plan(first);
    await sending.settle();
    expect(await deliveriesOf(endpoint)).toMatchObject([{ status: 'failed', reason: 'rejected', attempts: 1 }]);
    const [row] = await world.rows<{ status: string; reason: string }>(
      'SELECT e.status, s.reason FROM subscriptions.endpoint e JOIN deliveries.suppression s ON s.address = lower(e.address) WHERE e.id = $1',
      [endpoint.id],
    );
    expect(row).toEqual({ status: 'suppressed', reason: 'hard_bounce' });
    await sending.plan(await world.publish({ vendors: [vendor] }));
    await sending.settle();
    expect((await deliveriesOf(endpoint))[1]).toMatchObject({ status: 'suppressed', reason: 'endpoint_suppressed', attempts: 0 });
  });

  it('that is refused for the moment is tried again', async () => {
    const vendor = aVendor();
    const endpoint = await mailbox({ organisationId: await organisation(), vendors: [vendor] });
    let refusals = 0;
    sink.refuse((recipient) => (recipient === endpoint.address && ++refusals === 1 ? { code: 451, message: '4.3.2 later' } : undefined));
    await sending.plan(await world.publish({ vendors: [vendor] }));
    await sending.settle();
    await world.rows('UPDATE deliveries.due SET next_attempt_at = now() WHERE endpoint_id = $1', [endpoint.id]);
    await sending.settle();
    expect(await deliveriesOf(endpoint)).toMatchObject([{ status: 'sent', attempts: 2 }]);
    expect(mailsTo(endpoint)).toHaveLength(1);
  });

  it('that bounces later stops what follows to that address', async () => {
    const vendor = aVendor();
    const endpoint = await mailbox({ organisationId: await organisation(), vendors: [vendor] });
    await sending.plan(await world.publish({ vendors: [vendor] }));
    await sending.settle();
    const returnPath = mailsTo(endpoint)[0]?.envelopeFrom ?? '';
    const bounces = sending.get(RecordBounce);
    expect(
      await bounces.execute({
        to: returnPath.replace(/\.[0-9a-f]{20}@/, '.00000000000000000000@'),
        raw: bounceOf(endpoint.address, '5.1.1'),
      }),
    ).toBe('ignored');
    expect(await bounces.execute({ to: returnPath, raw: bounceOf(endpoint.address, '5.1.1') })).toBe('suppressed');
    expect(await deliveriesOf(endpoint)).toMatchObject([{ status: 'failed', reason: 'bounced' }]);
    const notices = await world.rows(
      "SELECT 1 FROM outbox.event WHERE payload->>'mail' = 'suppression_notice' AND payload->>'endpointId' = $1",
      [endpoint.id],
    );
    expect(notices).toHaveLength(1);
  });

  it('that bounces for a passing reason is counted, and gives up at the fifth in a week', async () => {
    const vendor = aVendor();
    const endpoint = await mailbox({ organisationId: await organisation(), vendors: [vendor] });
    const effects: string[] = [];
    for (let count = 0; count < 5; count++) {
      await sending.plan(await world.publish({ vendors: [vendor] }));
      await sending.settle();
      const returnPath = mailsTo(endpoint)[count]?.envelopeFrom ?? '';
      effects.push(await sending.get(RecordBounce).execute({ to: returnPath, raw: bounceOf(endpoint.address, '5.2.2') }));
    }
    expect(effects).toEqual(['counted', 'counted', 'counted', 'counted', 'suppressed']);
  });
});

function bounceOf(recipient: string, status: string): Buffer {
  return Buffer.from(
    [
      'From: MAILER-DAEMON@mail.example', 'Subject: Undelivered', 'MIME-Version: 1.0', 'Content-Type: multipart/report; report-type=delivery-status; boundary=b', '',
      '--b', 'Content-Type: text/plain', '', 'No.', '--b', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mail.example', '',
      `Final-Recipient: rfc822; ${recipient}`, 'Action: failed', `Status: ${status}`, 'Diagnostic-Code: smtp; 550 no', '', '--b--', '',
    ].join('\r\n'),
  ); // prettier-ignore
}

describe('what a mail says to one recipient alone', () => {
  interface OwnPartRow extends Record<string, unknown> {
    readonly delivery_id: string;
    readonly may_read: boolean;
    readonly subscription_id: string | null;
    readonly reasons: readonly { readonly met: readonly string[] }[] | null;
  }

  /** As the sender reads it, for several recipients in one statement. */
  async function ownParts(endpoints: readonly SavedEndpoint[]): Promise<(OwnPartRow | undefined)[]> {
    const ids = await Promise.all(endpoints.map(async (endpoint) => (await deliveriesOf(endpoint))[0]?.id ?? ''));
    const worker = new Database({ url: database.workerUrl, applicationName: 'own-parts' });
    try {
      const rows = await worker.as(systemActor('send-deliveries'), (tx) =>
        tx.query<OwnPartRow>('SELECT * FROM deliveries.own_parts($1)', [ids]),
      );
      return ids.map((id) => rows.find((row) => row.delivery_id === id));
    } finally {
      await worker.close();
    }
  }

  it('is asked of the live keys of each, and goes with them, for that one alone', async () => {
    const [shared, other] = [aVendor(), aVendor()];
    const [stays, leaves] = await Promise.all([organisation(), organisation()]);
    const staying = await mailbox({ organisationId: stays, vendors: [shared] });
    const leaving = await mailbox({ organisationId: leaves, vendors: [shared, other] });
    const advisory = await world.publish({ vendors: [shared, other], label: 'GREEN' });
    await sending.plan(advisory);
    await sending.settle();
    expect(await ownParts([staying, leaving])).toMatchObject([
      { may_read: true, subscription_id: staying.subscriptionId, reasons: [{ met: [`vendor:${shared}`] }] },
      { may_read: true, subscription_id: leaving.subscriptionId, reasons: [{ met: [`vendor:${shared}`, `vendor:${other}`] }] },
    ]);
    await world.rows(`UPDATE advisories.advisory SET reader_set = access.intern_readers(ARRAY['org:' || $2::text]) WHERE id = $1`, [
      advisory.id,
      stays,
    ]);
    expect(await ownParts([staying, leaving])).toMatchObject([
      { may_read: true, reasons: [{ met: [`vendor:${shared}`] }] },
      { may_read: false, reasons: null },
    ]);
    await world.rows("UPDATE accounts.organisation SET status = 'suspended' WHERE id = $1", [stays]);
    expect(await ownParts([staying, leaving])).toMatchObject([
      { may_read: false, reasons: null },
      { may_read: false, reasons: null },
    ]);
  });

  it('is told for each advisory by itself: that one is open to an owner opens no other', async () => {
    const [open, shut] = [aVendor(), aVendor()];
    const [owner, another] = await Promise.all([organisation(), organisation()]);
    const ofOpen = await mailbox({ organisationId: owner, vendors: [open] });
    const ofShut = await mailbox({ organisationId: owner, vendors: [shut] });
    await sending.plan(await world.publish({ vendors: [open] }));
    const narrowed = await world.publish({ vendors: [shut] });
    await sending.plan(narrowed);
    await sending.settle();
    await world.rows(`UPDATE advisories.advisory SET reader_set = access.intern_readers(ARRAY['org:' || $2::text]) WHERE id = $1`, [
      narrowed.id,
      another,
    ]);
    expect(await ownParts([ofOpen, ofShut])).toMatchObject([
      { may_read: true, reasons: [{ met: [`vendor:${open}`] }] },
      { may_read: false, reasons: null },
    ]);
  });

  it('has no reasons left once the advisory is withdrawn, and no subscription to end once there is none', async () => {
    const vendor = aVendor();
    const endpoint = await mailbox({ organisationId: await organisation(), vendors: [vendor] });
    const advisory = await world.publish({ vendors: [vendor] });
    await sending.plan(advisory);
    await sending.settle();
    await world.withdraw(advisory);
    await world.rows("UPDATE subscriptions.subscription SET status = 'cancelled' WHERE id = $1", [endpoint.subscriptionId]);
    expect(await ownParts([endpoint])).toMatchObject([{ may_read: true, subscription_id: null, reasons: null }]);
  });
});

describe('a digest', () => {
  async function windowEnds(endpoint: SavedEndpoint): Promise<void> {
    await world.rows(
      "UPDATE deliveries.digest_item SET due_at = now() - interval '1 second' WHERE endpoint_id = $1 AND delivery_id IS NULL",
      [endpoint.id],
    );
    await sending.get(AssembleDigests).execute();
    await sending.settle();
  }

  it('is one mail for its window, with the newest text of each advisory', async () => {
    const vendor = aVendor();
    const endpoint = await mailbox({
      organisationId: await organisation(),
      vendors: [vendor],
      frequency: 'daily',
      timeZone: 'Asia/Hong_Kong',
    });
    const first = await world.publish({ vendors: [vendor], title: 'First text' });
    await sending.plan(first);
    await sending.plan(await world.revise(first, { vendors: [vendor], title: 'Second text' }));
    await sending.plan(await world.publish({ vendors: [vendor], title: 'Another' }));
    await sending.settle();
    expect(mailsTo(endpoint)).toEqual([]);
    await windowEnds(endpoint);
    const [digest, ...others] = mailsTo(endpoint);
    expect(others).toEqual([]);
    expect(digest?.mail.text).toContain('Second text');
    expect(digest?.mail.text).toContain('Another');
    expect(digest?.mail.text).not.toContain('First text');
    expect(digest?.mail.subject).toMatch(/^\[TLP:CLEAR\] /);
    await sending.get(AssembleDigests).execute();
    await sending.settle();
    expect(mailsTo(endpoint)).toHaveLength(1);
  });

  it('ends at eight in the morning where the subscriber is', async () => {
    const rows = await world.rows<{ daily: string; weekly: string; hourly: string; odd: string }>(
      `SELECT deliveries.window_end('daily', 'Asia/Hong_Kong', '2026-11-23T01:00:00Z') AS daily,
         deliveries.window_end('weekly', 'Asia/Hong_Kong', '2026-11-23T00:00:00Z') AS weekly,
         deliveries.window_end('hourly', 'Asia/Hong_Kong', '2026-11-23T01:10:00Z') AS hourly,
         deliveries.window_end('daily', 'Nowhere/Land', '2026-11-23T01:00:00Z') AS odd`,
    );
    const iso = Object.fromEntries(Object.entries(rows[0] ?? {}).map(([name, value]) => [name, new Date(value).toISOString()]));
    expect(iso).toEqual({
      daily: '2026-11-24T00:00:00.000Z',
      weekly: '2026-11-30T00:00:00.000Z',
      hourly: '2026-11-23T02:00:00.000Z',
      odd: '2026-11-23T08:00:00.000Z',
    });
  });

  it('is never empty: what may not be read any more at the moment of sending is not told', async () => {
    const vendor = aVendor();
    const org = await organisation();
    const endpoint = await mailbox({ organisationId: org, vendors: [vendor], frequency: 'hourly' });
    const advisory = await world.publish({ vendors: [vendor], label: 'AMBER', readers: [`org:${org}`] });
    await sending.plan(advisory);
    await world.rows(
      "UPDATE advisories.advisory SET reader_set = access.intern_readers('{org:00000000-0000-4000-8000-00000000000f}') WHERE id = $1",
      [advisory.id],
    );
    await windowEnds(endpoint);
    expect(mailsTo(endpoint)).toEqual([]);
    expect(await deliveriesOf(endpoint)).toMatchObject([{ event: 'digest', status: 'cancelled', reason: 'empty_digest', attempts: 0 }]);
  });

  it('does not tell of what was withdrawn before its window ended', async () => {
    const vendor = aVendor();
    const endpoint = await mailbox({ organisationId: await organisation(), vendors: [vendor], frequency: 'hourly' });
    const advisory = await world.publish({ vendors: [vendor], title: 'Taken back' });
    await sending.plan(advisory);
    await sending.plan(await world.withdraw(advisory));
    await windowEnds(endpoint);
    expect(mailsTo(endpoint)).toEqual([]);
    expect(await deliveriesOf(endpoint)).toEqual([]);
  });

  it('shows AMBER as a notice in a mail that is not encrypted', async () => {
    const vendor = aVendor();
    const org = await organisation();
    const endpoint = await mailbox({ organisationId: org, vendors: [vendor], frequency: 'weekly' });
    const open = await world.publish({ vendors: [vendor], title: 'Open text' });
    const closed = await world.publish({ vendors: [vendor], title: 'Closed text', label: 'AMBER', readers: [`org:${org}`] });
    await sending.plan(open);
    await sending.plan(closed);
    await windowEnds(endpoint);
    const [digest] = mailsTo(endpoint);
    expect(digest?.mail.subject).toMatch(/^\[TLP:AMBER\] /);
    expect(digest?.mail.text).toContain('Open text');
    expect(digest?.mail.text).toContain(closed.trackingId);
    expect(digest?.mail.text).not.toContain('Closed text');
  });
});
