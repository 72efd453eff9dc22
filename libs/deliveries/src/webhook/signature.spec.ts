import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { SystemClock } from '#libs/core';
import { newWebhookSecret } from '#libs/subscriptions';
import { readWebhookSecret, signWebhook, verifyWebhook } from './signature.js';

interface Vector {
  readonly name: string;
  readonly secret?: string;
  readonly secret_key?: string;
  readonly public_key?: string;
  readonly id: string;
  readonly timestamp: number;
  readonly payload: string;
  readonly signature: string;
}

const { vectors } = JSON.parse(readFileSync(new URL('signature-vectors.json', import.meta.url), 'utf8')) as { vectors: readonly Vector[] };

const clock = new SystemClock();
const nowSeconds = () => Math.floor(clock.nowMs() / 1_000);
const headersOf = (id: string, timestamp: number | string, signature: string) => ({
  'webhook-id': id,
  'webhook-timestamp': String(timestamp),
  'webhook-signature': signature,
});

describe('webhook signatures', () => {
  it('there are at least nine published vectors', () => {
    expect(vectors.length).toBeGreaterThanOrEqual(9);
  });

  it.each(vectors)('vector: $name', (vector) => {
    const { id, timestamp: timestampSeconds, payload: body } = vector;
    const secret = vector.secret ?? vector.secret_key ?? '';
    expect(signWebhook({ id, timestampSeconds, body, secrets: [secret] })).toBe(vector.signature);
    const headers = headersOf(id, timestampSeconds, vector.signature);
    const verifying = { headers, body, secrets: [vector.public_key ?? secret], now: new Date(timestampSeconds * 1_000) };
    expect(verifyWebhook(verifying)).toBe('valid');
    expect(verifyWebhook({ ...verifying, body: `${body}x` })).toBe('signature_wrong');
  });

  it('a stranger using the reference library accepts what we sign, text or bytes', () => {
    const secret = newWebhookSecret();
    const text = JSON.stringify({ type: 'advisory.published', data: { title: '惡意軟件 “quoted”' } });
    for (const body of [text, Buffer.from(text)]) {
      const timestamp = nowSeconds();
      const signature = signWebhook({ id: 'msg_1', timestampSeconds: timestamp, body, secrets: [secret] });
      expect(new Webhook(secret).verify(text, headersOf('msg_1', timestamp, signature))).toEqual(JSON.parse(text));
    }
  });

  it('we accept what the reference library signs', () => {
    const secret = newWebhookSecret();
    const at = new Date(nowSeconds() * 1_000);
    const signature = new Webhook(secret).sign('msg_2', at, '{}');
    expect(verifyWebhook({ headers: headersOf('msg_2', at.getTime() / 1_000, signature), body: '{}', secrets: [secret], now: at })).toBe(
      'valid',
    );
  });

  it('during a rotation both the old and the new secret verify, and afterwards the old one does not', () => {
    const [old, renewed] = [newWebhookSecret(), newWebhookSecret()];
    const timestamp = nowSeconds();
    const both = signWebhook({ id: 'm', timestampSeconds: timestamp, body: '{}', secrets: [renewed, old] });
    expect(both.split(' ')).toHaveLength(2);
    for (const secret of [old, renewed]) expect(() => new Webhook(secret).verify('{}', headersOf('m', timestamp, both))).not.toThrow();
    const after = signWebhook({ id: 'm', timestampSeconds: timestamp, body: '{}', secrets: [renewed] });
    expect(() => new Webhook(old).verify('{}', headersOf('m', timestamp, after))).toThrow();
  });

  it('a new secret has 32 random bytes', () => {
    expect(newWebhookSecret()).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(newWebhookSecret()).not.toBe(newWebhookSecret());
  });

  it.each([
    ['too short', `whsec_${Buffer.alloc(23).toString('base64')}`],
    ['too long', `whsec_${Buffer.alloc(65).toString('base64')}`],
    ['not base64', 'whsec_not base64 at all, is it?'],
    ['empty', 'whsec_'],
    ['a signing key of the wrong length', `whsk_${Buffer.alloc(32).toString('base64')}`],
  ])('a secret that is %s is refused without being repeated', (_, secret) => {
    expect.assertions(2);
    try {
      signWebhook({ id: 'm', timestampSeconds: 1, body: '', secrets: [secret] });
    } catch (error) {
      expect(error).toMatchObject({ kind: 'invalid' });
      expect(JSON.stringify(error)).not.toContain(secret.slice(6, 30) || 'whsec_"');
    }
  });

  it.each([
    ['an id with a dot', { id: 'a.b' }],
    ['an empty id', { id: '' }],
    ['an id with a line break', { id: 'a\r\nx: y' }],
    ['a timestamp with decimals', { timestampSeconds: 1.5 }],
    ['no secret', { secrets: [] }],
  ])('%s is refused', (_, wrong) => {
    const message = { id: 'm', timestampSeconds: 1, body: '', secrets: [newWebhookSecret()], ...wrong };
    expect(() => signWebhook(message)).toThrow(expect.objectContaining({ kind: 'invalid' }));
  });

  it('reads a secret with and without its prefix', () => {
    const secret = newWebhookSecret();
    expect(readWebhookSecret(secret)).toEqual(readWebhookSecret(secret.slice('whsec_'.length)));
  });
});

describe('a receiver verifying', () => {
  const secret = newWebhookSecret();
  const now = new Date('2026-11-22T10:00:00Z');
  const seconds = now.getTime() / 1_000;
  const signed = (timestampSeconds: number) => signWebhook({ id: 'msg', timestampSeconds, body: '{}', secrets: [secret] });
  const verdict = (headers: Record<string, string | undefined>, body = '{}', secrets = [secret]) =>
    verifyWebhook({ headers, body, secrets, now });

  it.each([
    ['expired', headersOf('msg', seconds - 301, signed(seconds - 301)), 'too_old'],
    ['future', headersOf('msg', seconds + 301, signed(seconds + 301)), 'too_new'],
    ['at the edge of five minutes', headersOf('msg', seconds - 300, signed(seconds - 300)), 'valid'],
    ['missing webhook-id', { ...headersOf('', seconds, signed(seconds)), 'webhook-id': undefined }, 'header_missing'],
    ['missing webhook-timestamp', { ...headersOf('msg', '', signed(seconds)) }, 'header_missing'],
    ['missing webhook-signature', headersOf('msg', seconds, ''), 'header_missing'],
    ['timestamp not a number', headersOf('msg', 'hello', signed(seconds)), 'timestamp_unreadable'],
    ['timestamp with decimals', headersOf('msg', `${seconds}.5`, signed(seconds)), 'timestamp_unreadable'],
    ['only v2 signature', headersOf('msg', seconds, 'v2,AAAA'), 'signature_wrong'],
    ['the right bytes under another version', headersOf('msg', seconds, signed(seconds).replace('v1,', 'v2,')), 'signature_wrong'],
    ['only the last of three is right', headersOf('msg', seconds, `v1,bad v1,bad2 ${signed(seconds)}`), 'valid'],
    ['empty signature', headersOf('msg', seconds, 'v1,'), 'signature_wrong'],
    ['another id', headersOf('other', seconds, signed(seconds)), 'signature_wrong'],
  ])('%s', (_, headers, expected) => {
    expect(verdict(headers)).toBe(expected);
  });

  it('refuses a changed body and another secret', () => {
    expect(verdict(headersOf('msg', seconds, signed(seconds)), '{ }')).toBe('signature_wrong');
    expect(verdict(headersOf('msg', seconds, signed(seconds)), '{}', [newWebhookSecret()])).toBe('signature_wrong');
  });
});
