import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/core';
import { decrypt, generateKey, readMessage, readPrivateKey } from 'openpgp';
import { idOf, Journey } from '../support/journey.js';
import type { Endpoint, Written } from '../support/journey.js';
import * as documents from '../support/journey-documents.js';
import { wordsOf } from '../support/mail-reader.js';
import type { Mail } from '../support/mail-reader.js';
import type { LiveFeed, Visitor } from '../support/journey-visitor.js';
import { until } from '../support/journey-visitor.js';

const MEMBERS = ['bank', 'water', 'treasury'] as const;
type Member = (typeof MEMBERS)[number];
const NAMES = ['clear', 'green', 'green-government', 'amber-bank', 'amber-water', 'strict-group', 'red-bank'] as const;
type Name = (typeof NAMES)[number];

/** PRODUCT.md section 2 for these seven, written out by hand: who reads what. Those not named do not. */
const EVERYONE = [
  'anonymous',
  'reader',
  'bank without second factor',
  'bank',
  'water',
  'treasury',
  'analyst',
  'reviewer',
  'administrator',
  'auditor',
];
const CERT = ['analyst', 'reviewer', 'administrator', 'auditor'];
const READ_BY: Readonly<Record<Name, readonly string[]>> = {
  clear: EVERYONE,
  green: ['bank without second factor', 'bank', 'water', 'treasury', ...CERT],
  'green-government': ['treasury', ...CERT],
  'amber-bank': ['bank'],
  'amber-water': ['water'],
  'strict-group': ['bank', 'water', ...CERT],
  'red-bank': ['bank'],
};

type Got = 'full' | 'encrypted' | 'notice' | 'bare notice' | 'link';
/** The same for what leaves: the label's row of the channel table, for those who subscribe. */
const MAILS: Readonly<Record<Member, Partial<Record<Name, Got>>>> = {
  bank: { clear: 'full', green: 'full', 'amber-bank': 'notice', 'strict-group': 'notice', 'red-bank': 'bare notice' },
  water: { clear: 'full', green: 'full', 'amber-water': 'encrypted', 'strict-group': 'encrypted' },
  treasury: { clear: 'full', green: 'full', 'green-government': 'full' },
};
const WEBHOOKS: Readonly<Record<Member, Partial<Record<Name, Got>>>> = {
  bank: { clear: 'full', green: 'full', 'amber-bank': 'link', 'strict-group': 'link' },
  water: { clear: 'full', green: 'full', 'amber-water': 'link', 'strict-group': 'link' },
  treasury: { clear: 'full', green: 'full', 'green-government': 'full' },
};

/** Stands in the text of one advisory, and is no part of the word of another. */
const word = (name: Name) => `zephyr${name.replaceAll('-', '')}zz`;
const addressOf = (member: string) => `soc@alerts.${member}.example`;

describe('the main job', () => {
  let journey: Journey;
  const readers = new Map<string, Visitor>();
  const feeds = new Map<string, LiveFeed>();
  const webhooks = new Map<Member, Endpoint>();
  const advisories = new Map<Name, Written>();
  let waterKey = '';

  const advisory = (name: Name) => advisories.get(name) ?? { id: '', trackingId: '' };
  const reader = (name: string): Visitor => {
    const visitor = readers.get(name);
    if (visitor === undefined) throw new Error(`nobody is ${name}`);
    return visitor;
  };

  beforeAll(async () => {
    journey = await Journey.begin();
    await signEverybodyIn();
    await subscribeThem();
    const ids = await journey.whoIsWhere(reader('reviewer'));
    for (const [name, visitor] of readers) feeds.set(name, await visitor.listen(documents.LIVE));
    const published: number[] = [];
    for (const name of NAMES) {
      const written = await journey.draft(reader('analyst'), draftOf(name, ids));
      advisories.set(name, written);
      await journey.submit(reader('analyst'), written);
      published.push(await journey.publish(reader('reviewer'), written));
    }
    await untilAllHaveTheirs();
    const lastMs = performance.now() - (published.at(-1) ?? 0);
    process.stdout.write(
      `main job: the last alert came ${Math.round(lastMs)} ms after the last publication, ${Math.round(performance.now() - (published[0] ?? 0))} ms after the first\n`,
    );
    await journey.untilQuiet();
  }, 120_000);

  afterAll(async () => {
    for (const feed of feeds.values()) feed.stop();
    await journey.end();
  });

  async function signEverybodyIn(): Promise<void> {
    readers.set('anonymous', journey.stranger());
    readers.set('reader', await journey.signedIn('reader@example.org'));
    readers.set('bank without second factor', await journey.signedIn('member@bank.example', 1));
    for (const member of MEMBERS) readers.set(member, await journey.signedIn(`member@${member}.example`));
    for (const role of ['analyst', 'reviewer', 'auditor']) readers.set(role, await journey.signedIn(`${role}@cert.example`));
    readers.set('administrator', await journey.signedIn('admin@cert.example'));
  }

  async function subscribeThem(): Promise<void> {
    const key = await generateKey({ userIDs: [{ email: addressOf('water') }], format: 'armored' });
    waterKey = key.privateKey;
    for (const member of MEMBERS) {
      const email = await journey.emailEndpoint(reader(member), addressOf(member));
      const webhook = await journey.webhookEndpoint(reader(member), member);
      webhooks.set(member, webhook);
      await journey.subscribe(reader(member), [email, webhook.id]);
      if (member === 'water') await reader(member).ask(documents.SET_OPENPGP_KEY, { input: { id: email, publicKey: key.publicKey } });
    }
    await journey.ageKeys();
    const email = await journey.emailEndpoint(reader('reader'), addressOf('reader'));
    await journey.subscribe(reader('reader'), [email]);
  }

  function draftOf(name: Name, ids: ReadonlyMap<string, string>) {
    const audience: Partial<Record<Name, Readonly<Record<string, readonly string[]>>>> = {
      'green-government': { tiers: ['GOVERNMENT'] },
      'amber-bank': { organisations: [idOf(ids, 'Harbour Bank')] },
      'amber-water': { sectors: ['WATER'] },
      'strict-group': { groups: [idOf(ids, 'Critical Services Watch')] },
      'red-bank': { persons: [idOf(ids, 'member@bank.example')] },
    };
    const label = {
      clear: 'CLEAR',
      green: 'GREEN',
      'green-government': 'GREEN',
      'strict-group': 'AMBER_STRICT',
      'red-bank': 'RED',
      'amber-bank': 'AMBER',
      'amber-water': 'AMBER',
    }[name];
    return { title: `Finding ${word(name)}`, label, ...(audience[name] ? { audience: audience[name] } : {}) };
  }

  async function untilAllHaveTheirs(): Promise<void> {
    const mails = MEMBERS.reduce((sum, member) => sum + Object.keys(MAILS[member]).length, 1);
    const calls = MEMBERS.reduce((sum, member) => sum + Object.keys(WEBHOOKS[member]).length, 0);
    await until(
      `${mails} mails and ${calls} calls have come`,
      async () => (await alertMails()).length >= mails && alertCalls() >= calls,
      30_000,
    );
  }

  async function alertMails(): Promise<Mail[]> {
    return (await journey.mails.all()).filter(({ subject }) => subject.startsWith('[TLP:'));
  }

  function alertCalls(): number {
    return MEMBERS.reduce((sum, member) => sum + journey.receiver.alertsOf(member, webhooks.get(member)?.secret ?? '').length, 0);
  }

  describe.each(MEMBERS)('by email, the member of the %s', (member) => {
    it('got what the label allows of each advisory for them, and nothing else', async () => {
      const got = (await alertMails()).filter(({ to }) => to.includes(addressOf(member)));
      const seen: Partial<Record<Name, Got>> = {};
      for (const mail of got) {
        const [name, what] = await readAlert(mail);
        expect(seen[name]).toBeUndefined();
        seen[name] = what;
      }
      expect(seen).toEqual(MAILS[member]);
    });
  });

  /** Which advisory a mail is about, and how much of it a reader with the recipient's key gets. */
  async function readAlert(mail: Mail): Promise<[Name, Got]> {
    const clear = wordsOf(mail);
    const named = NAMES.find((name) => clear.includes(advisory(name).trackingId));
    if (named === undefined) throw new Error(`a mail about something else: ${mail.subject}`);
    expectNothingOf(
      clear,
      NAMES.filter((name) => name !== named),
    );
    if (mail.subject.startsWith('[TLP:RED]')) {
      // Only that there is something to read, and where.
      expect(mail.subject).not.toContain('HL-');
      expectNothingOf(clear, NAMES);
      return [named, 'bare notice'];
    }
    if (clear.includes(word(named))) {
      expect(mail.text).toContain(`${word(named)}, at length.`);
      expect(mail.html).toContain(`${word(named)}, at length.`);
      return [named, 'full'];
    }
    expect(mail.subject).toBe(`[${mail.subject.slice(1, mail.subject.indexOf(']'))}] ${advisory(named).trackingId}`);
    if (!clear.includes('BEGIN PGP MESSAGE')) return [named, 'notice'];
    const armored = /-----BEGIN PGP MESSAGE-----[\s\S]+?-----END PGP MESSAGE-----/.exec(clear)?.[0] ?? '';
    const decryptionKeys = await readPrivateKey({ armoredKey: waterKey });
    const decrypted: { readonly data: unknown } = await decrypt({
      message: await readMessage({ armoredMessage: armored }),
      decryptionKeys,
    });
    expect(String(decrypted.data)).toContain(`${word(named)}, at length.`);
    return [named, 'encrypted'];
  }

  function expectNothingOf(text: string, names: readonly Name[]): void {
    for (const name of names) expect(text).not.toContain(word(name));
  }

  describe.each(MEMBERS)('by webhook, the member of the %s', (member) => {
    it('got what the label allows of each advisory for them, and nothing else, signed as Standard Webhooks says', () => {
      const seen: Partial<Record<Name, Got>> = {};
      for (const { type, data, id } of journey.receiver.alertsOf(member, webhooks.get(member)?.secret ?? '')) {
        const name = NAMES.find((each) => advisory(each).trackingId === data['trackingId']);
        if (name === undefined) throw new Error(`an alert about something else: ${JSON.stringify(data)}`);
        expect(type).toBe('advisory.published');
        expect(id).toMatch(/^msg_/);
        expect(seen[name]).toBeUndefined();
        const isLink = Object.keys(data).length === 5;
        if (isLink) expect(JSON.stringify(data)).not.toContain('zephyr');
        else expect(data['title']).toBe(`Finding ${word(name)}`);
        seen[name] = isLink ? 'link' : 'full';
      }
      expect(seen).toEqual(WEBHOOKS[member]);
    });
  });

  it('told the public subscriber of what is CLEAR alone, and nobody who did not subscribe', async () => {
    const mails = await alertMails();
    const toReader = mails.filter(({ to }) => to.includes(addressOf('reader')));
    expect(toReader.map(({ subject }) => subject)).toEqual([expect.stringContaining(word('clear'))]);
    const recipients = new Set(mails.flatMap(({ to }) => to));
    expect([...recipients].sort()).toEqual(['bank', 'reader', 'treasury', 'water'].map(addressOf).sort());
    expect(mails.every(({ to }) => to.length === 1)).toBe(true);
    const paths = new Set(journey.receiver.calls.map(({ name }) => name));
    expect([...paths].sort()).toEqual([...MEMBERS].sort());
  });

  describe.each(EVERYONE)('to %s', (who) => {
    const visible = NAMES.filter((name) => READ_BY[name].includes(who));
    const hidden = NAMES.filter((name) => !READ_BY[name].includes(who));

    it('the list of the newest shows what is theirs to read', async () => {
      const { advisories: newest } = await reader(who).ask<{ advisories: { nodes: Written[] } }>(documents.NEWEST);
      const listed = newest.nodes.map(({ trackingId }) => trackingId);
      for (const name of visible) expect(listed).toContain(advisory(name).trackingId);
      for (const name of hidden) expect(listed).not.toContain(advisory(name).trackingId);
    });

    it('what is theirs is found by its id, and the rest does not exist, byte for byte', async () => {
      const absent = await reader(who).answerTo(documents.ONE_ADVISORY, { trackingId: 'HL-2026-000000' });
      const absentNode = await reader(who).answerTo(documents.NODE, { id: globalId(newId()) });
      for (const name of NAMES) {
        const { id, trackingId } = advisory(name);
        const byTrackingId = await reader(who).answerTo(documents.ONE_ADVISORY, { trackingId });
        const byNode = await reader(who).answerTo(documents.NODE, { id });
        if (visible.includes(name)) {
          expect(byTrackingId.bytes).toContain(`${word(name)}, at length.`);
          expect(byNode.bytes).toContain(trackingId);
        } else {
          expect([byTrackingId.status, byTrackingId.bytes]).toEqual([absent.status, absent.bytes]);
          expect([byNode.status, byNode.bytes]).toEqual([absentNode.status, absentNode.bytes]);
        }
      }
    });

    it('search and preview find what is theirs, and answer the rest like a word that nobody wrote', async () => {
      const nothing = await reader(who).answerTo(documents.SEARCH, { query: 'zephyrnowhere' });
      const nothingMatches = await reader(who).answerTo(documents.PREVIEW, { criteria: { keywords: ['zephyrnowhere'] } });
      for (const name of NAMES) {
        const found = await reader(who).answerTo(documents.SEARCH, { query: word(name) });
        const previewed = await reader(who).answerTo(documents.PREVIEW, { criteria: { keywords: [word(name)] } });
        if (visible.includes(name)) {
          expect(found.bytes).toContain(advisory(name).trackingId);
          expect(previewed.bytes).toContain(advisory(name).trackingId);
        } else {
          expect(found.bytes).toBe(nothing.bytes);
          expect(previewed.bytes).toBe(nothingMatches.bytes);
        }
      }
    });

    it('the live subscription told what is theirs as it was published', () => {
      const told = JSON.stringify(feeds.get(who)?.told());
      for (const name of visible) expect(told).toContain(`${word(name)}, at length.`);
      for (const name of hidden) {
        expect(told).not.toContain(word(name));
        expect(told).not.toContain(advisory(name).trackingId);
      }
      expect(feeds.get(who)?.closedWith).toBeUndefined();
    });
  });

  it.each(MEMBERS)('the log of the %s shows their own alerts, each with its attempt and why it came', async (member) => {
    const { deliveries } = await reader(member).ask<{
      deliveries: {
        nodes: { event: string; channel: string; status: string; attempts: unknown[]; why: unknown[]; advisory: Written | null }[];
      };
    }>(documents.DELIVERIES);
    const alerts = deliveries.nodes.filter(({ advisory: about }) => about !== null);
    const counted = [
      ...Object.keys(MAILS[member]).map((name) => `EMAIL ${name}`),
      ...Object.keys(WEBHOOKS[member]).map((name) => `WEBHOOK ${name}`),
    ];
    const logged = alerts.map(
      ({ channel, advisory: about }) => `${channel} ${NAMES.find((name) => advisory(name).trackingId === about?.trackingId) ?? '?'}`,
    );
    expect(logged.sort()).toEqual(counted.sort());
    for (const alert of alerts) {
      expect(alert.status).toBe('SENT');
      expect(alert.attempts).toHaveLength(1);
      expect(alert.why.length).toBeGreaterThan(0);
    }
  });
});

function globalId(uuid: string): string {
  return Buffer.from(`Advisory:${uuid}`).toString('base64url');
}
