import { describe, expect, it } from '@jest/globals';
import { readConfig } from './config.js';

const GOOD = { DATABASE_URL: 'postgres://u:p@127.0.0.1/db', SECRET_KEY: 'x'.repeat(32), NODE_ENV: 'test' };

describe('the environment', () => {
  it('is taken as it stands in the documents', () => {
    const config = readConfig({ ...GOOD, API_PORT: '4010', MAIL_FROM: '香港 CERT <alerts@cert.example>', MAIL_DOMAIN: 'localhost' });
    expect(config).toMatchObject({ apiPort: 4010, publicWebUrl: 'http://localhost:3000' });
    expect(() => readConfig({ ...GOOD, MAIL_FROM: 'alerts@cert.example', PUBLIC_WEB_URL: 'https://cert.example/' })).not.toThrow();
  });

  it.each([
    ['API_PORT', '0x1234'],
    ['API_PORT', '1e3'],
    ['API_PORT', ' 4610 '],
    ['WEB_PORT', '65536'],
    ['MAIL_DOMAIN', '..'],
    ['MAIL_FROM', 'bad'],
    ['MAIL_FROM', 'CERT <a@cert.example>\nBcc: x@evil.example'],
    ['PUBLIC_WEB_URL', 'https://cert.example/?query#hash'],
  ])('with %s=%j is refused by the name of the key', (key, value) => {
    expect(() => readConfig({ ...GOOD, [key]: value })).toThrow(new RegExp(`^  ${key}\\b`, 'm'));
  });
});
