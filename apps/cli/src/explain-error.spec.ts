import { describe, expect, it } from '@jest/globals';
import { ConfigError } from '#libs/config';
import { DomainError, invalid } from '#libs/core';
import { explainError } from './explain-error.js';

const forOperators = (error: unknown) => explainError(error, { isDebugging: false });

describe('an error on the command line', () => {
  it('tells of bad input where it is wrong, what was expected and what came', () => {
    const error = invalid([
      { path: 'tier', expected: 'one of government, industry', received: '"b"' },
      { path: '', expected: 'a file that can be read' },
    ]);
    expect(forOperators(error)).toEqual([
      'The input is not valid.',
      '  tier: expected one of government, industry; came: "b"',
      '  expected a file that can be read',
    ]);
  });

  it('says what to do where the database is not there, with the reason that the driver gave', () => {
    const cause = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' });
    const error = new DomainError('unavailable', 'DATABASE_UNAVAILABLE', 'The database cannot be reached at the moment.', { cause });
    expect(forOperators(error)).toEqual([
      'The database cannot be reached at the moment.',
      '  connect ECONNREFUSED 127.0.0.1:5432',
      'Is PostgreSQL running, and does DATABASE_URL name it? "npm run cli -- doctor" looks closer.',
    ]);
  });

  it('says that the database is older than the program where a table is missing', () => {
    const error = Object.assign(new Error('relation "audit.entry" does not exist'), { code: '42P01' });
    expect(forOperators(error).join('\n')).toContain('npm run cli -- migrate');
  });

  it('says that the key is another one where the service role is refused', () => {
    const cause = Object.assign(new Error('password authentication failed'), { code: '28P01' });
    const error = new DomainError('unavailable', 'DATABASE_UNAVAILABLE', 'The database cannot be reached at the moment.', { cause });
    expect(forOperators(error).at(-1)).toContain('SECRET_KEY');
  });

  it('gives every attempt of a connection that was tried at several addresses', () => {
    const error = new AggregateError([new Error('connect to ::1'), new Error('connect to 127.0.0.1')], '');
    expect(forOperators(error)[0]).toBe('connect to ::1; connect to 127.0.0.1');
  });

  it('lists every wrong key of a configuration', () => {
    expect(forOperators(new ConfigError(['API_PORT: too big', 'SECRET_KEY: it is missing']))[0]).toContain('SECRET_KEY: it is missing');
  });

  it('shows a stack to those who debug and to nobody else', () => {
    const bug = new TypeError('undefined is not a function');
    expect(forOperators(bug).join('\n')).not.toMatch(/\.spec\.ts|\bat /);
    expect(explainError(bug, { isDebugging: true }).join('\n')).toContain('explain-error.spec.ts');
  });
});
