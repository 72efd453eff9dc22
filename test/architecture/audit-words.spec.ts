import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { AUDIT_ACTIONS } from '../../apps/web/app/members/org/audit/audit-actions.js';

/** What the operating CERT alone does: no organisation finds it in its own log. */
const NOT_OF_MEMBERS = /^(?:guidance|bundle|catalogue|deliveries|source):/u;

/** Every action that a use case writes into the log as a literal. */
function writtenActions(): string[] {
  const sources = readdirSync('libs', { recursive: true, encoding: 'utf8' }).filter((path) => /(?<!\.spec)\.ts$/u.test(path));
  const actions = sources.flatMap((path) =>
    [...readFileSync(`libs/${path}`, 'utf8').matchAll(/action: '([a-z_]+:[a-z_]+)'/gu)].map(([, action = '']) => action),
  );
  return [...new Set(actions)];
}

describe('the log of an organisation', () => {
  it('has a word in every language for whatever is written into it', () => {
    const written = writtenActions().filter((action) => !NOT_OF_MEMBERS.test(action));
    expect(written.length).toBeGreaterThan(40);
    const known: ReadonlySet<string> = new Set(AUDIT_ACTIONS);
    expect(written.filter((action) => !known.has(action))).toEqual([]);
    for (const locale of ['en', 'tc', 'sc']) {
      const { audit } = JSON.parse(readFileSync(`apps/web/app/i18n/messages/${locale}/members.json`, 'utf8')) as {
        readonly audit: { readonly action: Readonly<Record<string, string>> };
      };
      expect(Object.keys(audit.action).sort()).toEqual(AUDIT_ACTIONS.map((action) => action.replace(':', '-')).sort());
    }
  });
});
