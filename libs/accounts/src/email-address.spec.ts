import { describe, expect, it } from '@jest/globals';
import { readDomain, readEmailAddress } from './email-address.js';

describe('an email address', () => {
  it.each([
    ['ada@bank.example', 'ada@bank.example'],
    [' Ada.Chan+alerts@BANK.Example ', 'Ada.Chan+alerts@bank.example'],
    ["o'neil@bank.example", "o'neil@bank.example"],
    ['ada@海港.example', 'ada@xn--90w6o.example'],
  ])('is read from %j', (text, address) => {
    expect(readEmailAddress(text)).toBe(address);
  });

  it.each([
    '',
    'ada',
    '@bank.example',
    'ada@',
    'ada@bank',
    'ada@@bank.example',
    'a da@bank.example',
    '"ada"@bank.example',
    'ada@bank.example, eve@evil.example',
    'ada@bank.example\r\nBcc: eve@evil.example',
    'Ada <ada@bank.example>',
    'ada@[127.0.0.1]',
    'ada@127.0.0.1',
    '.ada@bank.example',
    'ada..chan@bank.example',
    'ada@-bank.example',
    'ada@bank..example',
    `${'a'.repeat(65)}@bank.example`,
    `ada@${'a'.repeat(64)}.example`,
    `ada@${'a.'.repeat(130)}example`,
    'ada(comment)@bank.example',
    'ädá@bank.example',
  ])('is not %j', (text) => {
    expect(readEmailAddress(text)).toBeUndefined();
  });
});

describe('a domain', () => {
  it('is a name of at least two labels, without its final dot', () => {
    expect(readDomain('Bank.Example.')).toBe('bank.example');
    for (const text of [
      'example',
      'https://bank.example',
      'bank.example/path',
      'bank example.com',
      '10.0.0.1',
      '*.bank.example',
      '_dmarc.bank.example',
    ])
      expect(readDomain(text)).toBeUndefined();
  });
});
