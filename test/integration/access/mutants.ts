import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { can, GRANTS, grantOf, keysOf, TLP_LABELS } from '#libs/access';
import type { Action, audienceIssues, authorize, overlaps, readersOf } from '#libs/access';
import * as core from '#libs/core';
import { mutantsOf, run } from '../../support/mutate.js';
import { printGrants } from '../../support/print-grants.js';
import type { Can } from '../../support/print-grants.js';
import { accountOf, isPublishable, readersOfText } from './world.js';
import type { Principal, Text, World } from './world.js';

/** What the mutants are compared with: the answers of the database. */
export interface Truth {
  readonly world: World;
  readonly keysInDatabase: (principal: Principal) => string[];
  readonly byRows: (principal: Principal, text: Text) => boolean;
}

export interface MutantReport {
  readonly made: number;
  readonly unexplained: readonly string[];
  readonly explainedButFound: readonly string[];
}

/** Mutants that change nothing, each with the reason. */
const WORDING = 'says in other words what is expected; the refusal is the same';
const EQUIVALENT: Readonly<Record<string, string>> = {
  'readers.ts: addressedBy.length === 0 ? `nobody named: TLP:${label} is for everyone` : `TLP:${label}… → (`nobody named: TLP:${label} is for everyone`)':
    WORDING,
  "readers.ts: addressedBy.length === 0 ? `nobody named: TLP:${label} is for everyone` : `TLP:${label}… → (`TLP:${label} is addressed by ${addressedBy.join(', ')}`)":
    WORDING,
  'readers.ts: addressedBy.length === 0 → addressedBy.length !== 0': WORDING,
  'readers.ts: issues.length > 0 || label === undefined → (issues.length > 0)':
    'a missing label is one of the issues; the second half only tells the compiler so',
  "authorize.ts: [] → ['public']": 'no condition has this name',
  "authorize.ts: [] → ['member']": 'no condition has this name',
};

const folder = fileURLToPath(new URL('../../../libs/access/src/', import.meta.url));

/** Changes keys.ts, readers.ts, grants.ts and authorize.ts in every small way and compares what comes out with the database and the committed table. */
export function accessMutants(truth: Truth): MutantReport {
  const printed = printGrants(can);
  const isFound: Readonly<Record<string, (source: string) => boolean>> = {
    'keys.ts': (source) => isFoundInKeys(truth, run(source, {})),
    'readers.ts': (source) => isFoundInReaders(truth, run(source, { '#libs/core': core, './labels.js': { TLP_LABELS } })),
    'grants.ts': (source) => isFoundInGrants(printed, run(source, {})),
    'authorize.ts': (source) => isFoundInAuthorize(printed, run(source, { '#libs/core': core, './grants.js': { grantOf } })),
  };
  const survivors: string[] = [];
  let made = 0;
  for (const [file, finds] of Object.entries(isFound)) {
    for (const mutant of mutantsOf(`${folder}${file}`)) {
      made++;
      if (!doesNotHold(() => finds(mutant.source))) survivors.push(mutant.name.replace(/:\d+:/, ':'));
    }
  }
  return {
    made,
    unexplained: survivors.filter((name) => !(name in EQUIVALENT)),
    explainedButFound: Object.keys(EQUIVALENT).filter((name) => !survivors.includes(name)),
  };
}

/** A mutant that cannot even run is found. */
function doesNotHold(finds: () => boolean): boolean {
  try {
    return finds();
  } catch {
    return true;
  }
}

function isFoundInKeys({ world, keysInDatabase }: Truth, mutated: Record<string, unknown>): boolean {
  const compute = mutated['keysOf'] as typeof keysOf;
  return world.principals.some(({ person, hasSecondFactor }, at) => {
    const principal = world.principals[at];
    const keys = compute(person && accountOf(world, person), hasSecondFactor);
    return principal !== undefined && JSON.stringify(keys) !== JSON.stringify(keysInDatabase(principal));
  });
}

function isFoundInReaders({ world, byRows }: Truth, mutated: Record<string, unknown>): boolean {
  const compute = mutated['readersOf'] as typeof readersOf;
  const issues = mutated['audienceIssues'] as typeof audienceIssues;
  const overlap = mutated['overlaps'] as typeof overlaps;
  if (world.refused.some(({ label, audience }) => isPublishable(label, audience, issues))) return true;
  if (
    world.refused.some(
      ({ label, audience }) => !isRefused(() => compute({ state: 'published', label, audience, authorId: 'a', organisationId: 'o' })),
    )
  )
    return true;
  const keys = world.principals.map(({ person, hasSecondFactor }) => keysOf(person && accountOf(world, person), hasSecondFactor));
  return world.texts.some((text) => {
    const readers = readersOfText(text, compute);
    return world.principals.some((principal, at) => overlap(readers, keys[at] ?? []) !== byRows(principal, text));
  });
}

function isRefused(work: () => unknown): boolean {
  try {
    work();
    return false;
  } catch (error) {
    return error instanceof core.DomainError && error.kind === 'invalid';
  }
}

const authorizeSource = readFileSync(`${folder}authorize.ts`, 'utf8');

/** A mutated table of grants, decided by the code of authorize.ts as it is. */
function isFoundInGrants(printed: string, grants: Record<string, unknown>): boolean {
  const { can: canBy } = run(authorizeSource, { '#libs/core': core, './grants.js': grants });
  const scopes = grants['SCOPES'] as readonly string[];
  const isScopeLost = (Object.keys(GRANTS) as Action[]).some((action) => !scopes.includes(grantOf(action).scope));
  return isScopeLost || printGrants(canBy as Can) !== printed;
}

function isFoundInAuthorize(printed: string, mutated: Record<string, unknown>): boolean {
  const demand = mutated['authorize'] as typeof authorize;
  const byDemand: Can = (actor, action, subject) => {
    try {
      demand(actor, action, subject);
      return true;
    } catch (error) {
      if (error instanceof core.DomainError && error.kind === 'forbidden') return false;
      throw error;
    }
  };
  return printGrants(mutated['can'] as Can) !== printed || printGrants(byDemand) !== printed;
}
