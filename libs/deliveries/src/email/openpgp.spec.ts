import { beforeAll, describe, expect, it } from '@jest/globals';
import { decrypt, generateKey, readMessage, readPrivateKey, revokeKey, readKey } from 'openpgp';
import PostalMime from 'postal-mime';
import { SystemClock } from '#libs/core';
import { keyExpiryWarning, readPublicKey } from '#libs/subscriptions';
import { prepareMessage } from './message.js';

const DAY_MS = 86_400_000;
const now = new SystemClock().now();
const daysAgo = (days: number) => new Date(now.getTime() - days * DAY_MS);
const userIDs = [{ name: 'Duty Desk', email: 'duty@bank.example' }];

interface Pair {
  readonly publicKey: string;
  readonly privateKey: string;
  readonly revocationCertificate: string;
}

let valid: Pair;

beforeAll(async () => {
  valid = await generateKey({ type: 'ecc', userIDs, date: daysAgo(10), keyExpirationTime: (40 * DAY_MS) / 1_000 });
});

const refused = (expected: string | RegExp) => ({
  kind: 'invalid',
  issues: [{ path: 'publicKey', expected: expected instanceof RegExp ? expect.stringMatching(expected) : expected }],
});

describe('a public key', () => {
  it('is read with its fingerprint, its names and its end', async () => {
    const key = await readPublicKey(valid.publicKey, now);
    expect(key).toMatchObject({ userIds: ['Duty Desk <duty@bank.example>'], canEncrypt: true });
    expect(key.fingerprint).toMatch(/^[0-9A-F]{40}$/);
    expect(Math.round(((key.expiresAt?.getTime() ?? 0) - now.getTime()) / DAY_MS)).toBe(30);
  });

  it('without an end has none', async () => {
    const { publicKey } = await generateKey({ type: 'ecc', userIDs, date: daysAgo(1) });
    expect((await readPublicKey(publicKey, now)).expiresAt).toBeUndefined();
  });

  it.each([
    '',
    'nonsense',
    '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA\n-----END PGP PUBLIC KEY BLOCK-----',
    '-----BEGIN CERTIFICATE-----',
  ])('%j is none', async (text) => {
    await expect(readPublicKey(text, now)).rejects.toMatchObject(refused(/^one public key, from/));
  });

  it('that is a private key is refused with a warning, and never repeated', async () => {
    const error: unknown = await readPublicKey(valid.privateKey, now).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject(refused(/private key/));
    expect(JSON.stringify(error)).not.toContain('BEGIN PGP');
  });

  it('that has expired is refused with the day', async () => {
    const { publicKey } = await generateKey({ type: 'ecc', userIDs, date: daysAgo(10), keyExpirationTime: (5 * DAY_MS) / 1_000 });
    await expect(readPublicKey(publicKey, now)).rejects.toMatchObject(refused(new RegExp(daysAgo(5).toISOString().slice(0, 10))));
  });

  it('that was revoked is refused', async () => {
    const { publicKey } = await revokeKey({
      key: (await readKey({ armoredKey: valid.publicKey })).toPublic(),
      revocationCertificate: valid.revocationCertificate,
      format: 'armored',
    });
    await expect(readPublicKey(publicKey, now)).rejects.toMatchObject(refused('a key that is not revoked'));
  });

  it('that can only sign is refused', async () => {
    const { publicKey } = await generateKey({ type: 'ecc', userIDs, date: daysAgo(1), subkeys: [{ sign: true }] });
    await expect(readPublicKey(publicKey, now)).rejects.toMatchObject(refused('a key with a valid part for encryption'));
  });

  it('of several is refused', async () => {
    const other = await generateKey({ type: 'ecc', userIDs, date: daysAgo(1), format: 'object' });
    const both = await Promise.all([readKey({ armoredKey: valid.publicKey }), Promise.resolve(other.publicKey)]);
    const { armor, enums } = await import('openpgp');
    const bytes = Buffer.concat(both.map((key) => key.write()));
    await expect(readPublicKey(armor(enums.armor.publicKey, bytes), now)).rejects.toMatchObject(refused('one public key, not several'));
  });
});

describe('the warning before a key ends', () => {
  it.each([
    [undefined, undefined],
    [31, undefined],
    [30, 30],
    [15, 30],
    [14, 14],
    [4, 14],
    [3, 3],
    [0.1, 3],
    [0, 'expired'],
    [-10, 'expired'],
  ])('%s days before: %s', (days, warning) => {
    const expiresAt = days === undefined ? undefined : new Date(now.getTime() + days * DAY_MS);
    expect(keyExpiryWarning(expiresAt, now)).toBe(warning);
  });
});

describe('an encrypted mail', () => {
  const draft = {
    from: { name: 'Harbourlight', address: 'alerts@cert.example' },
    subject: '[TLP:AMBER] HL-2026-0002 遠端執行 in Example Server',
    text: 'TLP:AMBER\n\nSecret: CANARY-31f7.\n',
    html: '<p>TLP:AMBER Secret: CANARY-31f7.</p>',
    date: now,
    label: 'AMBER',
    mustBeEncrypted: true,
  } as const;
  const recipient = { to: 'duty@bank.example', messageId: 'd1@cert.example', returnPath: 'bounce+d1@cert.example' };
  const outerSubject = '[TLP:AMBER] HL-2026-0002';

  it('is PGP/MIME of which only the recipient reads the content and the subject', async () => {
    const key = await readPublicKey(valid.publicKey, now);
    const { raw, envelope } = await prepareMessage(draft).encryptedFor(recipient, key, outerSubject);
    const text = raw.toString();
    expect(envelope.to).toBe('duty@bank.example');
    expect(text).not.toMatch(/CANARY|Example Server/);
    expect(text).not.toContain(Buffer.from('CANARY').toString('base64').slice(0, 7));
    const outside = await PostalMime.parse(raw);
    expect(outside.subject).toBe(outerSubject);
    expect(outside.attachments.map(({ mimeType }) => mimeType)).toEqual(['application/pgp-encrypted', 'application/octet-stream']);
    expect(text).toMatch(/multipart\/encrypted;\s+protocol="application\/pgp-encrypted"/);

    const armored = Buffer.from(outside.attachments[1]?.content as ArrayBuffer).toString();
    const clear: { readonly data: unknown } = await decrypt({
      message: await readMessage({ armoredMessage: armored }),
      decryptionKeys: await readPrivateKey({ armoredKey: valid.privateKey }),
      format: 'binary',
    });
    const inside = await PostalMime.parse(clear.data as Uint8Array);
    expect(inside.subject).toBe(draft.subject);
    expect(inside.text?.trim()).toBe(draft.text.trim());
    expect(inside.html?.trim()).toBe(draft.html);
    expect(inside.headers.find(({ key: name }) => name === 'content-type')?.value).toContain('protected-headers="v1"');
  });

  it('has its label in the outer subject as well, or is not built', async () => {
    const key = await readPublicKey(valid.publicKey, now);
    await expect(prepareMessage(draft).encryptedFor(recipient, key, 'HL-2026-0002')).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('is not made with a key that has expired since it was read', async () => {
    const brief = await generateKey({ type: 'ecc', userIDs, date: daysAgo(10), keyExpirationTime: (5 * DAY_MS) / 1_000 });
    const key = await readPublicKey(brief.publicKey, daysAgo(8));
    await expect(prepareMessage(draft).encryptedFor(recipient, key, outerSubject)).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'OPENPGP_KEY_UNUSABLE',
    });
  });

  it('cannot be read with another key', async () => {
    const other = await generateKey({ type: 'ecc', userIDs, date: daysAgo(1) });
    const key = await readPublicKey(valid.publicKey, now);
    const { raw } = await prepareMessage(draft).encryptedFor(recipient, key, outerSubject);
    const armored = /-----BEGIN PGP MESSAGE-----[^]*-----END PGP MESSAGE-----/.exec(raw.toString())?.[0] ?? '';
    const message = await readMessage({ armoredMessage: armored });
    await expect(decrypt({ message, decryptionKeys: await readPrivateKey({ armoredKey: other.privateKey }) })).rejects.toThrow();
  });
});
