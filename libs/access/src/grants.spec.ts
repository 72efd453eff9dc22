import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { printGrants } from '../../../test/support/print-grants.js';
import { authorize, can } from './authorize.js';
import { ANONYMOUS, systemActor } from './actor.js';
import type { Actor } from './actor.js';
import { GRANTS } from './grants.js';
import type { Action } from './grants.js';

const committed = readFileSync(new URL('grants.table.txt', import.meta.url), 'utf8');
const reviewer: Actor = {
  credential: { kind: 'anonymous' },
  kind: 'person',
  personId: 'p',
  organisationId: 'cert',
  isOperator: true,
  roles: ['reviewer'],
  keys: [],
  assurance: 2,
};

function codeOf(work: () => void): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'not a refusal';
  }
}

describe('who may do what', () => {
  it('is the committed table: a change of a grant is a change of that file', () => {
    expect(printGrants(can)).toBe(committed);
    expect(Object.keys(GRANTS).length).toBeGreaterThanOrEqual(25);
  });

  it('is nothing at all without signing in, for the platform itself, and for an organisation’s endpoint', () => {
    for (const action of Object.keys(GRANTS) as Action[]) {
      expect(can(ANONYMOUS, action)).toBe(false);
      expect(can(systemActor('relay'), action)).toBe(false);
      expect(
        codeOf(() => {
          authorize(ANONYMOUS, action);
        }),
      ).toBe('UNAUTHENTICATED');
    }
  });

  it('tells the one who is refused what is missing', () => {
    expect(
      codeOf(() => {
        authorize({ ...reviewer, roles: ['member'] }, 'advisory:publish');
      }),
    ).toBe('NOT_ALLOWED');
    expect(
      codeOf(() => {
        authorize({ ...reviewer, isOperator: false }, 'advisory:publish');
      }),
    ).toBe('NOT_ALLOWED');
    expect(
      codeOf(() => {
        authorize({ ...reviewer, scopes: ['read'] }, 'advisory:publish');
      }),
    ).toBe('SCOPE_MISSING');
    expect(
      codeOf(() => {
        authorize({ ...reviewer, assurance: 1 }, 'advisory:publish');
      }),
    ).toBe('SECOND_FACTOR_REQUIRED');
    expect(
      codeOf(() => {
        authorize(reviewer, 'advisory:publish', { editors: ['q', 'p'] });
      }),
    ).toBe('FOUR_EYES');
    expect(
      codeOf(() => {
        authorize(reviewer, 'advisory:publish', { editors: ['q'] });
      }),
    ).toBeUndefined();
  });

  it('lets nobody choose where narrow content goes who has not passed a second factor', () => {
    const member: Actor = { ...reviewer, roles: ['member'], assurance: 1, hasNarrowKeys: true };
    expect(
      codeOf(() => {
        authorize(member, 'endpoint:manage');
      }),
    ).toBe('SECOND_FACTOR_REQUIRED');
    expect(can({ ...member, assurance: 2 }, 'endpoint:manage')).toBe(true);
    expect(can({ ...member, roles: ['reader'], hasNarrowKeys: false }, 'endpoint:manage')).toBe(true);
  });

  it('lets an administrator neither publish nor draft by being administrator', () => {
    const administrator: Actor = { ...reviewer, roles: ['administrator', 'organisation_admin', 'auditor'] };
    for (const action of ['advisory:draft', 'advisory:edit', 'advisory:publish', 'advisory:withdraw', 'advisory:comment'] as const) {
      expect(can(administrator, action)).toBe(false);
    }
  });
});
