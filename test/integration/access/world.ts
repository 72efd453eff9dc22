import { createHash } from 'node:crypto';
import type { Client } from 'pg';
import { audienceIssues, NOBODY, readersOf, TLP_LABELS } from '#libs/access';
import type { Account, Audience, Role, Sector, Tier, TlpLabel } from '#libs/access';
import { newId, randomSecret } from '#libs/core';
import type { Credential } from '#libs/database';

export interface WorldOrganisation {
  readonly id: string;
  readonly name: string;
  readonly tier: Tier;
  readonly sectors: readonly Sector[];
  readonly status: 'active' | 'suspended' | 'applied';
  readonly isOperator: boolean;
}

export interface WorldPerson {
  readonly id: string;
  readonly name: string;
  readonly organisation: WorldOrganisation | undefined;
  readonly roles: readonly Role[];
  readonly isActive: boolean;
  readonly groups: readonly string[];
}

/** Someone who asks: a person with or without a second factor, or the visitor. */
export interface Principal {
  readonly name: string;
  readonly person: WorldPerson | undefined;
  readonly hasSecondFactor: boolean;
  readonly credential: Credential;
}

export type TextState = 'draft' | 'in_review' | 'published' | 'withdrawn';

export interface Text {
  readonly id: string;
  readonly state: TextState;
  readonly label: TlpLabel | undefined;
  readonly audience: Audience;
  readonly author: WorldPerson;
}

export interface World {
  readonly organisations: readonly WorldOrganisation[];
  /** Group id → the ids of its organisations. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
  readonly people: readonly WorldPerson[];
  readonly principals: readonly Principal[];
  readonly texts: readonly Text[];
  /** Pairs of label and audience that must not be published together. */
  readonly refused: readonly { readonly label: TlpLabel | undefined; readonly audience: Audience }[];
}

const ORGANISATIONS: readonly [name: string, tier: Tier, sectors: Sector[], status: WorldOrganisation['status'], isOperator?: true][] = [
  ['cert', 'government', ['public-administration'], 'active', true],
  ['treasury', 'government', ['public-administration', 'finance'], 'active'],
  ['bank', 'industry', ['finance'], 'active'],
  ['utility', 'industry', ['water', 'energy'], 'active'],
  ['stranger', 'industry', ['other'], 'active'],
  ['gone', 'industry', ['finance', 'water'], 'suspended'],
  ['applicant', 'government', ['finance'], 'applied'],
];

const ROLE_SETS: readonly (readonly Role[])[] = [
  ['member'],
  ['member', 'analyst'],
  ['member', 'reviewer'],
  ['member', 'organisation_admin'],
  ['analyst', 'reviewer', 'organisation_admin'],
  ['member', 'administrator', 'auditor'],
];

export function makeWorld(): World {
  const organisations = ORGANISATIONS.map(([name, tier, sectors, status, isOperator]) => ({
    id: newId(),
    name,
    tier,
    sectors,
    status,
    isOperator: isOperator ?? false,
  }));
  const organisation = (name: string) => found(organisations.find((each) => each.name === name));
  const [g1, g2] = [newId(), newId()];
  const groups = new Map([
    [g1, [organisation('bank').id, organisation('treasury').id, organisation('gone').id]],
    [g2, [organisation('utility').id]],
  ]);
  const people = makePeople(organisations, g1, g2);
  return {
    organisations,
    groups,
    people,
    principals: principalsOf(people),
    texts: makeTexts(people, organisation, g1, g2),
    refused: refused(people, organisation, g1),
  };
}

function makePeople(organisations: readonly WorldOrganisation[], g1: string, g2: string): WorldPerson[] {
  const person = (name: string, given: Partial<WorldPerson>): WorldPerson => ({
    id: newId(),
    name,
    organisation: undefined,
    roles: ['reader'],
    isActive: true,
    groups: [],
    ...given,
  });
  const staff = organisations.flatMap((organisation) => [
    ...ROLE_SETS.map((roles) => person(`${organisation.name} ${roles.join('+')}`, { organisation, roles })),
    person(`${organisation.name} member of g1 in person`, { organisation, roles: ['member'], groups: [g1] }),
    person(`${organisation.name} suspended reviewer`, { organisation, roles: ['member', 'reviewer'], isActive: false, groups: [g2] }),
  ]);
  const readers = [
    person('reader', {}),
    person('reader of both groups', { groups: [g1, g2] }),
    person('suspended reader', { isActive: false, groups: [g1] }),
  ];
  return [...staff, ...readers];
}

function principalsOf(people: readonly WorldPerson[]): Principal[] {
  const visitor: Principal = { name: 'visitor', person: undefined, hasSecondFactor: false, credential: { kind: 'anonymous' } };
  const signedIn = people.flatMap((person) =>
    [false, true].map((hasSecondFactor) => ({
      name: `${person.name}${hasSecondFactor ? ' with a second factor' : ''}`,
      person,
      hasSecondFactor,
      credential: { kind: 'session', hash: createHash('sha256').update(randomSecret()).digest('hex') } as const,
    })),
  );
  return [visitor, ...signedIn];
}

type Find = (name: string) => WorldOrganisation;

function audiences(
  people: readonly WorldPerson[],
  organisation: Find,
  g1: string,
  g2: string,
): Record<'wide' | 'organisations' | 'persons', Audience[]> {
  const named = (...names: readonly string[]) => people.filter((person) => names.includes(person.name)).map((person) => person.id);
  const wide: Partial<Audience>[] = [
    { tiers: ['government'] },
    { tiers: ['industry'] },
    { tiers: ['government', 'industry'] },
    { sectors: ['finance'] },
    { sectors: ['water', 'energy'] },
    { sectors: ['public-administration'] },
    { tierSectors: ['industry/finance'] },
    { tierSectors: ['government/finance', 'industry/water'] },
    { groups: [g1] },
    { groups: [g2] },
    { groups: [g1, g2] },
    { tiers: ['government'], sectors: ['water'], groups: [g2] },
  ];
  const organisations: Partial<Audience>[] = [
    { organisations: [organisation('bank').id] },
    { organisations: [organisation('gone').id, organisation('stranger').id] },
    { organisations: [organisation('cert').id], tierSectors: ['industry/energy'], groups: [g2] },
  ];
  const persons: Partial<Audience>[] = [
    { persons: named('bank member') },
    { persons: named('treasury member+analyst', 'stranger member') },
    { persons: named('reader') },
    { persons: named('utility suspended reviewer', 'gone member') },
    { persons: named('cert member+administrator+auditor') },
  ];
  const full = (lists: Partial<Audience>[]) => lists.map((list) => ({ ...NOBODY, ...list }));
  return { wide: full(wide), organisations: full(organisations), persons: full(persons) };
}

function makeTexts(people: readonly WorldPerson[], organisation: Find, g1: string, g2: string): Text[] {
  const { wide, organisations, persons } = audiences(people, organisation, g1, g2);
  const author = (name: string) => found(people.find((person) => person.name === name));
  // The last one was an analyst once: what one wrote one goes on reading.
  const authors = [
    'cert member+analyst',
    'bank member+analyst',
    'stranger analyst+reviewer+organisation_admin',
    'gone member+analyst',
    'utility member',
  ].map(author);
  const addressed: Record<TlpLabel, Audience[]> = {
    CLEAR: [NOBODY],
    GREEN: [NOBODY, ...wide],
    AMBER: [...wide, ...organisations],
    'AMBER+STRICT': [...wide, ...organisations],
    RED: persons,
  };
  const inWork = authors.flatMap((by) =>
    (['draft', 'in_review'] as const).flatMap((state) =>
      [undefined, ...TLP_LABELS].map((label) => ({
        id: newId(),
        state,
        label,
        audience: (label && addressed[label][0]) ?? NOBODY,
        author: by,
      })),
    ),
  );
  const out = authors
    .slice(0, 2)
    .flatMap((by) =>
      (['published', 'withdrawn'] as const).flatMap((state) =>
        TLP_LABELS.flatMap((label) => addressed[label].map((audience) => ({ id: newId(), state, label, audience, author: by }))),
      ),
    );
  return [...inWork, ...out];
}

function refused(people: readonly WorldPerson[], organisation: Find, g1: string): World['refused'] {
  const somebody: Audience = { ...NOBODY, persons: [found(people[0]).id] };
  const lists: Audience[] = [
    { ...NOBODY, tiers: ['government'] },
    { ...NOBODY, sectors: ['finance'] },
    { ...NOBODY, tierSectors: ['industry/finance'] },
    { ...NOBODY, groups: [g1] },
    { ...NOBODY, organisations: [organisation('bank').id] },
  ];
  return [
    { label: undefined, audience: NOBODY },
    { label: undefined, audience: somebody },
    ...[...lists, somebody].map((audience) => ({ label: 'CLEAR' as const, audience })),
    { label: 'GREEN', audience: found(lists[4]) },
    { label: 'GREEN', audience: somebody },
    { label: 'GREEN', audience: { ...NOBODY, tiers: ['industry'], persons: somebody.persons } },
    { label: 'AMBER', audience: NOBODY },
    { label: 'AMBER', audience: somebody },
    { label: 'AMBER+STRICT', audience: NOBODY },
    { label: 'AMBER+STRICT', audience: somebody },
    { label: 'RED', audience: NOBODY },
    ...lists.map((audience) => ({ label: 'RED' as const, audience })),
    { label: 'RED', audience: { ...somebody, groups: [g1] } },
  ];
}

/** The account as keysOf wants it. */
export function accountOf(world: World, person: WorldPerson): Account {
  const { organisation } = person;
  return {
    personId: person.id,
    isActive: person.isActive,
    roles: person.roles,
    groups: person.groups,
    ...(organisation
      ? {
          organisation: {
            id: organisation.id,
            isActive: organisation.status === 'active',
            isOperator: organisation.isOperator,
            tier: organisation.tier,
            sectors: organisation.sectors,
            groups: [...world.groups].filter(([, members]) => members.includes(organisation.id)).map(([group]) => group),
          },
        }
      : {}),
  };
}

/** The readers of a text as the product computes them. */
export function readersOfText(text: Text, compute: typeof readersOf = readersOf): string[] {
  return compute({
    state: text.state === 'withdrawn' ? 'published' : text.state,
    label: text.label,
    audience: text.audience,
    authorId: text.author.id,
    organisationId: found(text.author.organisation).id,
  });
}

/** Puts the world into the database, behind the curtain. */
export async function saveWorld(world: World, client: Client): Promise<void> {
  for (const { id, name, tier, status, isOperator, sectors } of world.organisations)
    await client.query('INSERT INTO accounts.organisation (id, name, tier, status, is_operator, sectors) VALUES ($1, $2, $3, $4, $5, $6)', [
      id,
      name,
      tier,
      status,
      isOperator,
      sectors,
    ]);
  const owner = found(world.organisations[0]).id;
  for (const [group, members] of world.groups) {
    await client.query('INSERT INTO accounts.closed_group (id, name, owner_organisation_id) VALUES ($1::uuid, $1::text, $2)', [
      group,
      owner,
    ]);
    for (const member of members)
      await client.query('INSERT INTO accounts.group_member (group_id, organisation_id) VALUES ($1, $2)', [group, member]);
  }
  for (const { id, name, organisation, roles, isActive, groups } of world.people) {
    await client.query(
      `INSERT INTO accounts.person (id, organisation_id, email, name, status, roles) VALUES ($1::uuid, $2, $1::text || '@world.example', $3, $4, $5)`,
      [id, organisation?.id ?? null, name, isActive ? 'active' : 'suspended', roles],
    );
    for (const group of groups) await client.query('INSERT INTO accounts.group_member (group_id, person_id) VALUES ($1, $2)', [group, id]);
  }
  for (const { person, hasSecondFactor, credential } of world.principals) {
    if (!person || credential.kind !== 'session') continue;
    await client.query(
      `INSERT INTO accounts.session (id, hash, person_id, assurance, idle_expires_at, expires_at)
       VALUES ($1, $2, $3, $4, now() + interval '1 hour', now() + interval '1 day')`,
      [newId(), Buffer.from(credential.hash, 'hex'), person.id, hasSecondFactor ? 2 : 1],
    );
  }
  const approver = found(world.people.find((person) => person.name === 'cert member+reviewer'));
  for (const text of world.texts) await saveText(client, text, readersOfText(text), approver);
}

/** An advisory, its revision and one indicator, all of the same id. */
async function saveText(client: Client, text: Text, readers: readonly string[], approver: WorldPerson): Promise<void> {
  const isOut = text.state === 'published' || text.state === 'withdrawn';
  const { rows } = await client.query<{ set: number }>('SELECT access.intern_readers($1) AS set', [readers]);
  const set = found(rows[0]).set;
  const organisation = found(text.author.organisation).id;
  await client.query(
    `INSERT INTO advisories.advisory (id, tracking_id, organisation_id, author_id, state, reader_set, label, published_at, revision_id)
     VALUES ($1::uuid, $1::text, $2, $3, $4, $5, $6, $7, $8)`,
    [text.id, organisation, text.author.id, text.state, set, text.label ?? null, isOut ? new Date() : null, isOut ? text.id : null],
  );
  await client.query(
    `INSERT INTO advisories.revision (id, advisory_id, organisation_id, tracking_id, number, state, reader_set, author_id, editors, approved_by, kind, severity,
       label, audience, content, published_at)
     VALUES ($1::uuid, $1::uuid, $2, $1::text, 1, $3, $4, $5, ARRAY[$5]::uuid[], $6, 'security_alert', 1, $7, '{}', '{}', $8)`,
    [
      text.id,
      organisation,
      isOut ? 'published' : text.state,
      set,
      text.author.id,
      isOut ? approver.id : null,
      text.label ?? null,
      isOut ? new Date() : null,
    ],
  );
  await client.query(
    `INSERT INTO advisories.indicator (id, revision_id, position, reader_set, type, value) VALUES ($1::uuid, $1::uuid, 0, $2, 'domain', 'example.org')`,
    [text.id, set],
  );
}

/** Whether a combination may be published, as the product says. */
export function isPublishable(label: TlpLabel | undefined, audience: Audience, compute: typeof audienceIssues = audienceIssues): boolean {
  return compute(label, audience).length === 0;
}

export function found<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('the world lacks something that it should have');
  return value;
}
