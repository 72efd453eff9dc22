import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { MAX_NAMED_SUBSCRIPTIONS, readUnsubscribeToken, unsubscribeToken } from './unsubscribe-token.js';

const endpointId = '0197b7c2-0000-4000-8000-000000000001';
const subscriptionId = '0197b7c2-0000-4000-8000-000000000002';
const target = { endpointId, subscriptions: ['7', '123456789012345678'] };

/** The last of 43 characters carries four bits of the mac and two that count for nothing: this one differs in those two only. */
function otherSpelling(token: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return token.slice(0, -1) + (alphabet[alphabet.indexOf(token.slice(-1)) + 1] ?? '');
}

describe('a one-click unsubscribe token', () => {
  const token = unsubscribeToken(target, 'secret');

  it('names its endpoint and all subscriptions that brought the mail, and fits a URL', () => {
    expect(readUnsubscribeToken(token, ['secret'])).toEqual(target);
    expect(encodeURIComponent(token)).toBe(token);
  });

  it('of a hundred subscriptions and more stays an address that mail programs take', () => {
    const many = Array.from({ length: 500 }, (_, at) => String(1_000_000 + at));
    const long = unsubscribeToken({ ...target, subscriptions: many }, 'secret');
    expect(long.length).toBeLessThan(700);
    expect(readUnsubscribeToken(long, ['secret'])?.subscriptions).toEqual(many.slice(0, MAX_NAMED_SUBSCRIPTIONS));
  });

  it('of a mail from before, which named one subscription by its id, still works', () => {
    const mac = createHmac('sha256', 'secret').update(`one-click unsubscribe v1\0${endpointId}\0${subscriptionId}`).digest('base64url');
    expect(readUnsubscribeToken(`${endpointId}.${subscriptionId}.${mac}`, ['secret'])).toEqual({
      endpointId,
      subscriptions: [],
      subscriptionId,
    });
  });

  it('still works after the secret was renewed', () => {
    expect(readUnsubscribeToken(token, ['newer', 'secret'])).toEqual(target);
    expect(readUnsubscribeToken(token, ['newer'])).toBeUndefined();
  });

  it.each([
    ['for another subscription', token.replace('~7~', '~8~')],
    ['for another endpoint', token.replace('000000000001', '000000000003')],
    ['without one of its subscriptions', token.replace('~7~', '~')],
    ['with another mac', `${token.slice(0, -43)}${'A'.repeat(43)}`],
    ['cut', token.slice(0, -1)],
    ['lengthened', `${token}A`],
    ['with another spelling of its last character', otherSpelling(token)],
    ['empty', ''],
    ['without a mac', `${endpointId}.~7.`],
    ['with a line break', `${token}\n`],
  ])('%s is refused', (_, forged) => {
    expect(readUnsubscribeToken(forged, ['secret'])).toBeUndefined();
  });

  it('is not made for what could not be read again', () => {
    expect(() => unsubscribeToken({ ...target, endpointId: 'a.b' }, 'secret')).toThrow(expect.objectContaining({ kind: 'invalid' }));
    expect(() => unsubscribeToken({ ...target, subscriptions: [] }, 'secret')).toThrow(expect.objectContaining({ kind: 'invalid' }));
  });
});
