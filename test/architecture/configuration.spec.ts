import { describe, expect, it } from '@jest/globals';
import { ENVIRONMENT } from '#libs/config';
import { read } from './committed-files.js';

const keys = Object.keys(ENVIRONMENT.shape).sort();

describe('the configuration', () => {
  it('has the same keys in .env.example as in the schema', () => {
    expect(keys.length).toBeGreaterThanOrEqual(15);
    const documented = [...read('.env.example').matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gmu)].map(([, key]) => key ?? '');
    expect(documented.sort()).toEqual(keys);
  });
});

describe('the demonstration', () => {
  const launcher = read('scripts/launch/settings.mjs');

  it('says how to reach its CERT by the settings of an operator, in words that are nobody’s', () => {
    const contact = new Map([...launcher.matchAll(/^ {2}(CONTACT_[A-Z]+): '([^']+)',$/gmu)].map(([, key, value]) => [key, value]));
    expect([...contact.keys()].sort()).toEqual(keys.filter((key) => key.startsWith('CONTACT_')));
    expect(contact.get('CONTACT_EMAIL')).toMatch(/@[a-z.]+\.example$/u);
    // The range for fiction: https://www.ofcom.org.uk (01632 960000 to 960999).
    expect(contact.get('CONTACT_PHONE')).toMatch(/^\+44 1632 960\d{3}$/u);
  });
});

describe('docker-compose.yml', () => {
  const compose = read('docker-compose.yml');

  it('sets no key that the processes do not know', () => {
    const shared = /x-environment: &environment\n((?: {2}.*\n)+)/u.exec(compose)?.[1] ?? '';
    const set = [...shared.matchAll(/^ {2}([A-Z][A-Z0-9_]*):/gmu)].map(([, key]) => key ?? '');
    expect(set.length).toBeGreaterThanOrEqual(8);
    expect(set.filter((key) => !keys.includes(key))).toEqual([]);
  });

  it('has no default for a password, a key or an address with one in it, and refuses to start without', () => {
    const uses = [...compose.matchAll(/\$\{(\w*(?:PASSWORD|KEY|SMTP_URL))([^}]*)\}/gu)];
    expect(uses.length).toBeGreaterThanOrEqual(5);
    for (const [use, , rest] of uses) expect(`${use} ${rest}`).toContain(':?');
  });

  it('prepares PostgreSQL as the embedded one is, so that both search alike', () => {
    const source = read('libs/embedded/src/create-cluster.ts');
    for (const flag of ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--auth=scram-sha-256']) {
      expect(source).toContain(`'${flag}'`);
      expect(compose).toContain(` ${flag} `);
    }
    expect(compose).toMatch(/POSTGRES_INITDB_ARGS: .*--locale=C\.UTF-8$/mu);
  });

  it('lets Redis forget nothing', () => {
    expect(compose).toMatch(/--appendonly\n\s+- 'yes'\n\s+- --maxmemory-policy\n\s+- noeviction\n/u);
  });

  it('lets every process be scaled', () => {
    expect(compose).not.toContain('container_name');
    const ports = [...compose.matchAll(/ports:\n((?:\s+- .*\n)+)/gu)].map(([, list]) => list?.trim());
    expect(ports).toEqual([`- '127.0.0.1:\${API_PORTS:-4000}:4000'`, `- '127.0.0.1:\${WEB_PORTS:-3000}:3000'`]);
  });

  it('gives the owner’s password to the migration alone', () => {
    expect(compose.match(/postgresql:\/\/postgres:\$\{/gu)).toHaveLength(1);
    const migrate = compose.slice(compose.indexOf('\n  migrate:'), compose.indexOf('\n  postgres:'));
    expect(migrate).toContain('postgresql://postgres:${');
  });
});
