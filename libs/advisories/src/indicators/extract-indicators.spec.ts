import { describe, expect, it } from '@jest/globals';
import { INDICATOR_GRAMMARS } from '../content-grammars.js';
import { extractIndicators, refang } from './extract-indicators.js';

const found = (text: string) => extractIndicators(text).map(({ type, value }) => `${type} ${value}`);

describe('what may be an indicator in a text', () => {
  it.each([
    ['hxxp://evil[.]example/a', 'url http://evil.example/a'],
    ['hXXps[:]//evil(.)example:8443/x?y=1', 'url https://evil.example:8443/x?y=1'],
    ['h**ps://evil[dot]example', 'url https://evil.example'],
    ['fxp://evil.example/drop', 'url ftp://evil.example/drop'],
    ['meow://x evil{.}example', 'domain evil.example'],
    ['evil [.] example', 'domain evil.example'],
    ['bad[@]evil[.]example', 'email bad@evil.example'],
    ['bad [at] evil [dot] example', 'email bad@evil.example'],
    ['203.0.113[.]7', 'ipv4 203.0.113.7'],
    ['198.51.100.0/24', 'ipv4 198.51.100.0/24'],
    ['2001:db8::1', 'ipv6 2001:db8::1'],
    ['EVIL.Example.', 'domain evil.example'],
    ['例子.測試', 'domain 例子.測試'],
    ['run invoice.exe now', 'filename invoice.exe'],
    ['(see https://evil.example/a_(b)).', 'url https://evil.example/a_(b)'],
  ])('%s is %s', (text, expected) => {
    expect(found(text)).toEqual([expected]);
  });

  it.each([
    [
      'hxxps://evil[.]example[.]com/路徑/a.php?x=1，並連接198.51.100[.]7:8080及2001:db8::dead:beef。',
      ['url https://evil.example.com/路徑/a.php?x=1', 'ipv4 198.51.100.7', 'ipv6 2001:db8::dead:beef'],
    ],
    ['連到http://evil.com。後再下載', ['url http://evil.com']],
    ['連到http://evil.com後再下載', ['url http://evil.com']],
    ['（http://a.b/c)。', ['url http://a.b/c']],
    ['惡意網域evil.cn和bad.cn，寄自bad@evil.cn的郵件', ['domain evil.cn', 'domain bad.cn', 'email bad@evil.cn']],
    ['見http://例子.測試/路徑', ['url http://例子.測試/路徑']],
    ['раypal.com bücher.example', ['domain раypal.com', 'domain bücher.example']],
    ['::ffff:198.51.100.9', ['ipv6 ::ffff:198.51.100.9']],
  ])('in %s there are %j', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it('finds hashes by their length, whatever their case, and each thing once', () => {
    const [md5, sha1, sha256, sha512] = [32, 40, 64, 128].map((length) => 'aB3'.repeat(50).slice(0, length));
    expect(found(`${md5} ${sha1} ${sha256} ${sha512}`)).toEqual([
      `md5 ${md5?.toLowerCase()}`,
      `sha1 ${sha1?.toLowerCase()}`,
      `sha256 ${sha256?.toLowerCase()}`,
      `sha512 ${sha512?.toLowerCase()}`,
    ]);
    expect(extractIndicators(`${md5} and ${md5?.toUpperCase()}`)).toEqual([{ type: 'md5', value: md5?.toLowerCase(), occurrences: 2 }]);
  });

  it.each([
    'version 10.2.3',
    'CVE-2026-1234',
    '12:34:56',
    '2026-11-28',
    'report.pdf',
    'e.g. this',
    '999.1.1.1',
    'std::string',
    'T1566.001',
    'a@b',
  ])('%s is none', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('marks what is probably harmless, and what is below a known name but not what only ends like it', () => {
    const marks = Object.fromEntries(
      extractIndicators(
        'www.microsoft.com evilmicrosoft.com 8.8.8.8 10.0.0.1 93.184.216.34 d41d8cd98f00b204e9800998ecf8427e https://127.0.0.1/a',
      ).map(({ value, knownGood }) => [value, knownGood]),
    );
    expect(marks).toEqual({
      'www.microsoft.com': 'known_domain',
      'evilmicrosoft.com': undefined,
      '8.8.8.8': 'public_resolver',
      '10.0.0.1': 'reserved_address',
      '93.184.216.34': undefined,
      d41d8cd98f00b204e9800998ecf8427e: 'empty_file',
      'https://127.0.0.1/a': 'reserved_address',
    });
  });

  it('gives only values that an advisory would take', () => {
    const text = 'hxxp://a[.]example/b, c[.]example; 203.0.113.9 2001:db8::2 x[@]y.example setup.msi ' + 'ab'.repeat(32);
    const all = extractIndicators(text);
    expect(all.length).toBe(7);
    for (const { type, value } of all) expect([value, INDICATOR_GRAMMARS[type](value)]).toEqual([value, true]);
  });

  it('answers a hostile text in little time', () => {
    const started = performance.now();
    for (const unit of ['a.', '[.]', 'h', ':', '1.', 'a@', '((((', 'http://', 'a-'])
      expect(extractIndicators(unit.repeat(100_000)).length).toBeLessThanOrEqual(1_000);
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it('leaves ordinary brackets alone', () => {
    expect(refang('a [sic] b (dot) [1]')).toContain('[sic]');
  });
});
