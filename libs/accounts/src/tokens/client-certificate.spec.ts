import { describe, expect, it } from '@jest/globals';
import { certificateFingerprint, hashOfCertificate, hintOfCertificate, isCertificateHint } from './client-certificate.js';
import { hashOfApiToken, newApiToken } from './api-token.js';

/** Of "feeds of a test", whose key is kept nowhere. */
const BASE64 = [
  'MIIBizCCATGgAwIBAgIUetNgqz3ZZzmcKormgrR+vO8YScAwCgYIKoZIzj0EAwIw',
  'GjEYMBYGA1UEAwwPZmVlZHMgb2YgYSB0ZXN0MCAXDTI2MTEyODIxMTA0MloYDzIx',
  'MjYxMTA0MjExMDQyWjAaMRgwFgYDVQQDDA9mZWVkcyBvZiBhIHRlc3QwWTATBgcq',
  'hkjOPQIBBggqhkjOPQMBBwNCAASJMk0PDTb27V3YLxtx/b4wFiBCXscDky5c8WQb',
  'Ts3lx6TnJUSi2TpuzZ6vOgdKbMPbBpsdYagZsfnDnZ3feCrVo1MwUTAdBgNVHQ4E',
  'FgQUnUunYmHD5b1nY/IJLgMZ29qbx6kwHwYDVR0jBBgwFoAUnUunYmHD5b1nY/IJ',
  'LgMZ29qbx6kwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEAuw3Z',
  'NxyTpcYzijSFIhjybWioSnHqbQUafu7V1efOiQkCIDA0eO4C0biJjIAUVcvBdgBS',
  'nOH/5iGx2b7GpYdu2GXL',
];
const PEM = ['-----BEGIN CERTIFICATE-----', ...BASE64, '-----END CERTIFICATE-----', ''].join('\n');
const COLONS = '96:62:85:D6:5E:A0:E1:5C:99:A9:DE:07:60:A0:4F:8F:52:3F:D1:63:A6:0C:E0:EF:6D:CB:2F:74:0A:CF:DA:D1';
const FINGERPRINT = COLONS.replaceAll(':', '').toLowerCase();

describe('a client certificate', () => {
  it.each([
    ['its fingerprint', FINGERPRINT],
    ['its fingerprint with colons', COLONS],
    ['PEM', PEM],
    ['PEM, percent-encoded as proxies send it', encodeURIComponent(PEM)],
    ['the form of RFC 9440', `:${BASE64.join('')}:`],
  ])('is known by %s', (_form, text) => {
    expect(certificateFingerprint(text)).toBe(FINGERPRINT);
  });

  it.each([
    '',
    'hl_0123',
    FINGERPRINT.slice(1),
    `${FINGERPRINT}, ${FINGERPRINT}`,
    `:${BASE64.join('')}:, :${BASE64.join('')}:`,
    `${PEM}${PEM}`,
    PEM.replace('M', 'N'),
    '%',
    ':AAAA:',
    '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----',
  ])('is in no other text (%#)', (text) => {
    expect(certificateFingerprint(text)).not.toBe(FINGERPRINT);
  });

  it('is told from addresses and tokens in lists', () => {
    expect(isCertificateHint(hintOfCertificate(FINGERPRINT))).toBe(true);
    for (const use of ['api', 'feed'] as const) expect(isCertificateHint(newApiToken(use).hint)).toBe(false);
  });

  it('is kept under what no token is kept under, so that whoever knows it cannot send it as one', () => {
    const hash = hashOfCertificate(FINGERPRINT);
    for (const use of ['api', 'feed'] as const) {
      expect(hashOfApiToken(FINGERPRINT, use)).toBeUndefined();
      expect(hashOfApiToken(`client certificate ${FINGERPRINT}`, use)).toBeUndefined();
      expect(newApiToken(use).hash.toString('hex')).not.toBe(hash);
    }
  });
});
