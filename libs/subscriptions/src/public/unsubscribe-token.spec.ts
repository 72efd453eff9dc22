import { describe, expect, it } from '@jest/globals';
import { readUnsubscribeToken, unsubscribeToken } from './unsubscribe-token.js';

const target = { endpointId: '0197b7c2-0000-4000-8000-000000000001', subscriptionId: '0197b7c2-0000-4000-8000-000000000002' };

/** The last of 43 characters carries four bits of the mac and two that count for nothing: this one differs in those two only. */
function otherSpelling(token: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return token.slice(0, -1) + (alphabet[alphabet.indexOf(token.slice(-1)) + 1] ?? '');
}

describe('a one-click unsubscribe token', () => {
  const token = unsubscribeToken(target, 'secret');

  it('names its endpoint and its subscription, and fits a URL', () => {
    expect(readUnsubscribeToken(token, ['secret'])).toEqual(target);
    expect(encodeURIComponent(token)).toBe(token);
  });

  it('still works after the secret was renewed', () => {
    expect(readUnsubscribeToken(token, ['newer', 'secret'])).toEqual(target);
    expect(readUnsubscribeToken(token, ['newer'])).toBeUndefined();
  });

  it.each([
    ['for another subscription', token.replace('000000000002', '000000000003')],
    ['for another endpoint', token.replace('000000000001', '000000000003')],
    ['with endpoint and subscription exchanged', `${target.subscriptionId}.${target.endpointId}.${token.split('.')[2] ?? ''}`],
    ['with another mac', `${token.slice(0, -43)}${'A'.repeat(43)}`],
    ['cut', token.slice(0, -1)],
    ['lengthened', `${token}A`],
    ['with another spelling of its last character', otherSpelling(token)],
    ['empty', ''],
    ['without a mac', `${target.endpointId}.${target.subscriptionId}.`],
    ['with a line break', `${token}\n`],
  ])('%s is refused', (_, forged) => {
    expect(readUnsubscribeToken(forged, ['secret'])).toBeUndefined();
  });

  it('is not made for what could not be read again', () => {
    expect(() => unsubscribeToken({ ...target, endpointId: 'a.b' }, 'secret')).toThrow(expect.objectContaining({ kind: 'invalid' }));
  });
});
