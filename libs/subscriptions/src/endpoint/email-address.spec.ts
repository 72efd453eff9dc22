import { describe, expect, it } from '@jest/globals';
import { parseEmailAddress } from './email-address.js';

describe('an email address', () => {
  it.each([
    ['member@bank.example', 'member@bank.example'],
    ['Soc.Alerts+tlp@Bank.EXAMPLE', 'Soc.Alerts+tlp@bank.example'],
    ["o'neil@bank.example", "o'neil@bank.example"],
    ['a@b.co', 'a@b.co'],
    ['duty@資安.example', 'duty@xn--49sv95i.example'],
    ['duty@xn--49sv95i.example', 'duty@xn--49sv95i.example'],
    [`${'a'.repeat(64)}@bank.example`, `${'a'.repeat(64)}@bank.example`],
  ])('%j is accepted', (text, address) => {
    expect(parseEmailAddress(text).address).toBe(address);
  });

  it('is one mailbox however it is written', () => {
    expect(parseEmailAddress('Duty@Bank.Example').key).toBe(parseEmailAddress('duty@bank.example').key);
    expect(parseEmailAddress('duty@bank.example').domain).toBe('bank.example');
  });

  it.each([
    '', '@', 'duty', 'duty@', '@bank.example', 'duty@bank', 'duty@localhost', 'duty@127.0.0.1', 'duty@[127.0.0.1]', 'duty@1.2.3.4',
    'duty@bank.example.', 'duty@.bank.example', 'duty@bank..example', 'duty@-bank.example', 'duty@bank-.example', 'duty@bank_1.example',
    '.duty@bank.example', 'duty.@bank.example', 'du..ty@bank.example', '-oProxyCommand=x@bank.example', '"duty"@bank.example',
    '"a b"@bank.example', '"a@evil.example"@bank.example', 'a@evil.example@bank.example', 'duty(comment)@bank.example', 'duty@bank.example(x)',
    'Duty <duty@bank.example>', '<duty@bank.example>', 'duty@bank.example, other@bank.example', 'duty@bank.example;other@bank.example',
    'duty@bank.example\r\nBcc: other@bank.example', 'duty@bank.example\n', 'duty\r\n@bank.example', 'duty@bank\r\n.example', ' duty@bank.example',
    'duty @bank.example', 'duty\u0000@bank.example', 'duty@bank.exam\u00adple', 'user%bank.example@relay.example', 'bank.example!user@relay.example',
    'däty@bank.example', '值班@bank.example', 'a`id`@bank.example', 'duty@bank.example%0d%0a', 'duty@bank.example/x', 'duty@evil.example#bank.example',
    'duty@bank．example\u202e', `${'a'.repeat(65)}@bank.example`, `a@${'b'.repeat(64)}.example`, `a@${'bbb.'.repeat(63)}example`,
  ])('%j is refused', (text) => {
    expect(() => parseEmailAddress(text, 'endpoint.address')).toThrow(
      expect.objectContaining({ kind: 'invalid', issues: [expect.objectContaining({ path: 'endpoint.address' })] }),
    );
  }); // prettier-ignore
});
