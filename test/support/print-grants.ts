import { GRANTS, ROLES, SCOPES } from '#libs/access';
import type { Action, Actor, Role, Scope, Subject } from '#libs/access';

/** Who may do what, asked of `can` and not read from the table: whatever decides differently prints differently. */
export type Can = (actor: Actor, action: Action, subject?: Subject) => boolean;

const LEGEND = `Who may do what: every action × role, as \`can\` answers. grants.spec.ts compares this file with what the code decides.
  -  never       1  after a password    2  after a second factor only
  o  only people of the operating CERT   w  only on things of the own organisation   e  never on what one wrote
  n  after a second factor only, where the account may read narrow content
scope: what a token needs. nobody: visitors, the platform itself, an organisation's endpoint.`;

interface Asker {
  readonly role: Role;
  readonly assurance: 1 | 2;
  readonly isOperator: boolean;
  readonly scopes?: readonly Scope[];
}

function actorOf({ role, assurance, isOperator, scopes }: Asker): Actor {
  return {
    credential: { kind: 'anonymous' },
    kind: 'person',
    personId: 'me',
    organisationId: 'ours',
    isOperator,
    roles: [role],
    keys: [],
    assurance,
    ...(scopes ? { scopes } : {}),
  };
}

const OWN: Subject = { organisationId: 'ours', editors: ['somebody'] };
const OTHERS: Subject = { organisationId: 'theirs', editors: ['somebody'] };
const WRITTEN: Subject = { organisationId: 'ours', editors: ['somebody', 'me'] };

function cell(can: Can, action: Action, role: Role): string {
  const best: Asker = { role, assurance: 2, isOperator: true };
  if (!can(actorOf(best), action, OWN)) return '-';
  return [
    can(actorOf({ ...best, assurance: 1 }), action, OWN) ? '1' : '2',
    can(actorOf({ ...best, isOperator: false }), action, OWN) ? '' : 'o',
    can(actorOf(best), action, OTHERS) ? '' : 'w',
    can(actorOf(best), action, WRITTEN) ? '' : 'e',
    can({ ...actorOf({ ...best, assurance: 1 }), hasNarrowKeys: true }, action, OWN) ===
    can(actorOf({ ...best, assurance: 1 }), action, OWN)
      ? ''
      : 'n',
    // Nothing that is not asked about may forbid: an action whose subject is not known yet.
    can(actorOf(best), action) ? '' : '!',
  ].join('');
}

function scopesOf(can: Can, action: Action): string {
  const enough = SCOPES.filter((scope) =>
    ROLES.some((role) => can(actorOf({ role, assurance: 2, isOperator: true, scopes: [scope] }), action, OWN)),
  );
  const forbidden = ROLES.some((role) => can(actorOf({ role, assurance: 2, isOperator: true, scopes: [] }), action, OWN));
  return `${enough.join(',')}${forbidden ? ' or none' : ''}`;
}

/** The answer for who is not signed in, and for the platform itself: one letter each, `-` for never. */
function others(can: Can, action: Action): string {
  const kinds: readonly Actor['kind'][] = ['anonymous', 'system', 'organisation'];
  const asked = kinds.map((kind) =>
    can({ ...actorOf({ role: 'administrator', assurance: 2, isOperator: true }), kind, roles: ROLES }, action, OWN) ? kind : '-',
  );
  return asked.join('');
}

/** The whole table as text. */
export function printGrants(can: Can): string {
  const actions = Object.keys(GRANTS) as Action[];
  const width = Math.max(...actions.map((action) => action.length)) + 2;
  const columns = ROLES.map((role) => Math.max(role.length, 4) + 2);
  const head = `${'action'.padEnd(width)}${ROLES.map((role, at) => role.padEnd(columns[at] ?? 0)).join('')}${'scope'.padEnd(11)}nobody`;
  const lines = actions.map((action) => {
    const cells = ROLES.map((role, at) => cell(can, action, role).padEnd(columns[at] ?? 0)).join('');
    return `${action.padEnd(width)}${cells}${scopesOf(can, action).padEnd(11)}${others(can, action)}`;
  });
  return [LEGEND, '', head, ...lines, ''].join('\n');
}
