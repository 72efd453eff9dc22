import { describe, expect, it } from '@jest/globals';
import { AddressRefused, resolveAllowed } from './address-guard.js';
import { isAllowedAddress } from './public-address.js';
import { checkPublicUrl } from './public-url.js';
import type { PublicUrlRule } from './public-url.js';

const checkWebhookUrl = (text: string, rule: PublicUrlRule) => checkPublicUrl(text, rule, { path: 'url', message: 'wrong' });

const production = { allowLoopback: false, httpsOnly: true };
const development = { allowLoopback: true, httpsOnly: false };

/** [what is typed, allowed in production, allowed in development] */
const URLS: readonly (readonly [string, boolean, boolean])[] = [
  // Ordinary receivers.
  ['https://soc.example.org/alerts', true, true],
  ['https://soc.example.org', true, true],
  ['HTTPS://SOC.Example.ORG/Alerts?x=1', true, true],
  ['https://soc.example.org:8443/alerts', true, true],
  ['https://soc.example.org:443/', true, true],
  ['https://資安.example.org/', true, true],
  ['https://xn--55qx5d.hk/hook', true, true],
  ['https://8.8.8.8/hook', true, true],
  ['https://[2606:4700::6810:85e5]/hook', true, true],
  ['http://soc.example.org/alerts', false, true],
  ['http://8.8.8.8:8080/', false, true],
  // This machine: by development's switch, and only in the plain form.
  ['http://127.0.0.1:4567/hook', false, true],
  ['https://127.0.0.1/', false, true],
  ['https://127.255.255.254/', false, true],
  ['http://localhost:4567/', false, true],
  ['http://[::1]:4567/', false, true],
  ['https://127.1/', false, false],
  ['https://127.0.1/', false, false],
  ['https://0177.0.0.1/', false, false],
  ['https://0x7f.0.0.1/', false, false],
  ['https://0x7f000001/', false, false],
  ['https://2130706433/', false, false],
  ['https://017700000001/', false, false],
  ['https://127.0.0.1./', false, false],
  ['https://127。0。0。1/', false, false],
  ['https://①②⑦.⓪.⓪.①/', false, false],
  ['https://127.0.0.%31/', false, false],
  ['https://localhost./', false, false],
  ['https://foo.localhost/', false, false],
  ['https://ｌｏｃａｌｈｏｓｔ/', false, true],
  ['https://%6c%6f%63%61%6c%68%6f%73%74/', false, false],
  ['https://localhost.localdomain/', false, false],
  // Unspecified, private, shared, link-local, special.
  ['https://0/', false, false],
  ['https://0.0.0.0/', false, false],
  ['https://10.0.0.1/', false, false],
  ['https://10.1/', false, false],
  ['https://100.64.0.1/', false, false],
  ['https://100.100.100.200/latest/meta-data', false, false],
  ['https://168.63.129.16/', false, false],
  ['https://169.254.169.254/latest/meta-data', false, false],
  ['https://0xA9FEA9FE/', false, false],
  ['https://0251.0376.0251.0376/', false, false],
  ['https://172.16.0.1/', false, false],
  ['https://172.31.255.255/', false, false],
  ['https://172.32.0.1/', true, true],
  ['https://192.0.0.192/', false, false],
  ['https://192.0.2.1/', false, false],
  ['https://192.88.99.1/', false, false],
  ['https://192.168.1.1/', false, false],
  ['https://198.18.0.1/', false, false],
  ['https://198.51.100.1/', false, false],
  ['https://203.0.113.1/', false, false],
  ['https://224.0.0.1/', false, false],
  ['https://240.0.0.1/', false, false],
  ['https://255.255.255.255/', false, false],
  ['https://[::]/', false, false],
  ['https://[::7f00:1]/', false, false],
  ['https://[::127.0.0.1]/', false, false],
  ['https://[::ffff:127.0.0.1]/', false, false],
  ['https://[::ffff:7f00:1]/', false, false],
  ['https://[::ffff:169.254.169.254]/', false, false],
  ['https://[::ffff:8.8.8.8]/', false, false],
  ['https://[::ffff:0:127.0.0.1]/', false, false],
  ['https://[64:ff9b::7f00:1]/', false, false],
  ['https://[64:ff9b:1::a00:1]/', false, false],
  ['https://[100::1]/', false, false],
  ['https://[2001::1]/', false, false],
  ['https://[2001:1ff::1]/', false, false],
  ['https://[2001:200::1]/', true, true],
  ['https://[2001:db8::1]/', false, false],
  ['https://[2002:7f00:1::]/', false, false],
  ['https://[2002:a9fe:a9fe::1]/', false, false],
  ['https://[2620:4f:8000::1]/', false, false],
  ['https://[3fff::1]/', false, false],
  ['https://[3fff:1000::1]/', true, true],
  ['https://[4000::1]/', false, false],
  ['https://[5f00::1]/', false, false],
  ['https://[fc00::1]/', false, false],
  ['https://[fd00:ec2::254]/', false, false],
  ['https://[fe80::1]/', false, false],
  ['https://[fe80::1%25eth0]/', false, false],
  ['https://[fec0::1]/', false, false],
  ['https://[ff02::1]/', false, false],
  // Names that stay inside.
  ['https://intranet/', false, false],
  ['https://printer.local/', false, false],
  ['https://metadata.google.internal/computeMetadata/v1/', false, false],
  ['https://metadata.goog/', false, false],
  ['https://redis.default.svc.cluster.local/', false, false],
  ['https://api.corp/', false, false],
  ['https://router.home.arpa/', false, false],
  ['https://hidden.onion/', false, false],
  ['https://soc.example.org./', false, false],
  ['https://soc..example.org/', false, false],
  ['https://-soc.example.org/', false, false],
  ['https://soc_1.example.org/', false, false],
  // Credentials, ports, schemes, and text that two parsers read differently.
  ['https://user:pass@soc.example.org/', false, false],
  ['https://user@soc.example.org/', false, false],
  ['https://@soc.example.org/', false, false],
  ['https://soc.example.org@127.0.0.1/', false, false],
  ['https://soc.example.org\\@127.0.0.1/', false, false],
  ['https://soc.example.org#@127.0.0.1/', false, false],
  ['https://soc.example.org/#fragment', false, false],
  ['https://soc.example.org/\r\nx-injected: 1', false, false],
  ['https://soc.example\t.org/', false, false],
  [' https://soc.example.org/', false, false],
  ['https://soc.example.org/a b', false, false],
  ['https:soc.example.org', false, false],
  ['https:///soc.example.org/', false, false],
  ['https:\\\\soc.example.org/', false, false],
  ['//soc.example.org/', false, false],
  ['soc.example.org', false, false],
  ['', false, false],
  ['ftp://soc.example.org/', false, false],
  ['file:///etc/passwd', false, false],
  ['gopher://soc.example.org:6379/_INFO', false, false],
  ['javascript:alert(1)', false, false],
  ['data:text/plain,x', false, false],
  ['https://soc.example.org:0/', false, false],
  ['https://soc.example.org:22/', false, false],
  ['https://soc.example.org:25/', false, false],
  ['https://soc.example.org:80/', false, true],
  ['https://soc.example.org:6667/', false, false],
  ['https://soc.example.org:65536/', false, false],
  [`https://soc.example.org/${'a'.repeat(2_048)}`, false, false],
  [`https://${'a'.repeat(64)}.example.org/`, false, false],
];

function isAllowed(url: string, rule: typeof production): boolean {
  try {
    return checkWebhookUrl(url, rule) instanceof URL;
  } catch (error) {
    expect(error).toMatchObject({ kind: 'invalid', issues: [{ path: 'url' }] });
    return false;
  }
}

describe('the address of a webhook', () => {
  it('is decided for more than 100 forms', () => {
    expect(URLS.length).toBeGreaterThan(100);
  });

  it.each(URLS)('%j: production %s, development %s', (url, inProduction, inDevelopment) => {
    expect(isAllowed(url, production)).toBe(inProduction);
    expect(isAllowed(url, development)).toBe(inDevelopment);
  });

  it('is kept in one normal form, with an international name in ASCII', () => {
    expect(checkWebhookUrl('HTTPS://資安.Example.org:443/x', production).href).toBe('https://xn--49sv95i.example.org/x');
  });

  it('is refused with what was expected and what came', () => {
    expect(() => checkWebhookUrl('https://10.0.0.1/', production)).toThrow(
      expect.objectContaining({ issues: [{ path: 'url', expected: 'a public address', received: 'https://10.0.0.1/' }] }),
    );
  });
});

describe('an address', () => {
  it.each(['', 'localhost', '0177.0.0.1', '010.0.0.1', '1.2.3', '1.2.3.4:80', '::1%lo', 'fe80::1%eth0', '[::1]', '8.8.8.8 '])(
    '%j is not the plain form of one address and is refused',
    (address) => {
      expect(isAllowedAddress(address, { allowLoopback: true })).toBe(false);
    },
  );

  it('of this machine is allowed by the development switch alone, which opens nothing else', () => {
    for (const address of ['127.0.0.1', '127.9.9.9', '::1']) {
      expect(isAllowedAddress(address, { allowLoopback: false })).toBe(false);
      expect(isAllowedAddress(address, { allowLoopback: true })).toBe(true);
    }
    for (const address of ['0.0.0.0', '10.0.0.1', '169.254.169.254', '192.168.0.1', '::', '::ffff:127.0.0.1', 'fd00::1', 'fe80::1']) {
      expect(isAllowedAddress(address, { allowLoopback: true })).toBe(false);
    }
  });
});

describe('a name', () => {
  const answering = (...addresses: readonly string[]) => ({ allowLoopback: false, resolve: () => Promise.resolve(addresses) });

  it('is reached at the addresses that were checked', async () => {
    await expect(resolveAllowed('soc.example.org', answering('93.184.215.14', '2606:2800:21f:cb07::1'))).resolves.toEqual([
      { address: '93.184.215.14', family: 4 },
      { address: '2606:2800:21f:cb07::1', family: 6 },
    ]);
  });

  it.each([
    ['one inside', ['10.0.0.5']],
    ['one outside and one inside', ['93.184.215.14', '127.0.0.1']],
    ['one inside over IPv6', ['93.184.215.14', 'fd00::1']],
    ['one IPv4 inside an IPv6', ['2002:7f00:1::1']],
    ['no address', []],
    ['nonsense', ['not-an-address']],
  ])('whose answer holds %s is refused as a whole', async (_, addresses) => {
    await expect(resolveAllowed('soc.example.org', answering(...addresses))).rejects.toBeInstanceOf(AddressRefused);
  });

  it('that is a literal is decided without asking a name server', async () => {
    const options = { allowLoopback: false, resolve: () => Promise.reject(new Error('was asked')) };
    await expect(resolveAllowed('169.254.169.254', options)).rejects.toBeInstanceOf(AddressRefused);
    await expect(resolveAllowed('[::1]', options)).rejects.toBeInstanceOf(AddressRefused);
    await expect(resolveAllowed('8.8.8.8', options)).resolves.toEqual([{ address: '8.8.8.8', family: 4 }]);
  });

  it('localhost leads to this machine in development and nowhere in production', async () => {
    const resolve = () => Promise.reject(new Error('was asked'));
    await expect(resolveAllowed('localhost', { allowLoopback: true, resolve })).resolves.toHaveLength(2);
    await expect(resolveAllowed('localhost', { allowLoopback: false, resolve })).rejects.toBeInstanceOf(AddressRefused);
  });
});
