import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ANONYMOUS } from '#libs/access';
import type { Actor } from '#libs/access';
import {
  AccountQueries,
  AddGroupMember,
  ChangeRoles,
  CreateGroup,
  ReinstatePerson,
  RemoveGroupMember,
  SuspendPerson,
} from '#libs/accounts';
import { newId } from '#libs/core';
import { Listener } from '#libs/database';
import { anOrganisation } from '../../support/builders/organisation.js';
import type { SavedOrganisation } from '../../support/builders/organisation.js';
import { aPerson, refreshed } from '../../support/builders/person.js';
import type { SavedPerson } from '../../support/builders/person.js';
import { openStage, refusalOf } from './stage.js';
import type { Stage } from './stage.js';

let stage: Stage;
let cert: SavedOrganisation;
let bank: SavedOrganisation;
let water: SavedOrganisation;
let administrator: SavedPerson;
let bankAdmin: SavedPerson;
let member: SavedPerson;

beforeAll(async () => {
  stage = await openStage();
  cert = await anOrganisation().operator().named('CERT').savedIn(stage.database);
  bank = await anOrganisation().named('Bank').savedIn(stage.database);
  water = await anOrganisation().named('Water').savedIn(stage.database);
  administrator = await aPerson().of(cert).withRoles('member', 'administrator').savedIn(stage.database);
  bankAdmin = await aPerson().of(bank).withRoles('member', 'organisation_admin').savedIn(stage.database);
});

beforeEach(async () => {
  member = await aPerson().of(bank).savedIn(stage.database);
});

afterAll(() => stage.close());

const refused = (work: Promise<unknown>) => refusalOf(work);
/** The answers, with all that could tell one from the other. */
const answersOf = async (works: readonly Promise<unknown>[]) =>
  new Set(await Promise.all(works.map((work) => work.catch((error: unknown) => JSON.stringify([error, String(error)])))));

describe('roles', () => {
  const change = (asker: SavedPerson, person: { readonly id: string }, ...roles: string[]) =>
    stage.api(ChangeRoles).execute(asker.actor, { personId: person.id, roles });

  it('of an organisation are given by its administrator, and take effect at once', async () => {
    await change(bankAdmin, member, 'member', 'analyst');
    expect((await refreshed(stage.database, member.actor)).keys).toContain(`desk:${bank.id}`);
    await change(bankAdmin, member, 'member');
    expect((await refreshed(stage.database, member.actor)).keys).not.toContain(`desk:${bank.id}`);
  });

  it('of the platform are given by another administrator of the CERT, within the CERT', async () => {
    const colleague = await aPerson().of(cert).withRoles('member', 'organisation_admin').savedIn(stage.database);
    expect(await refused(change(bankAdmin, member, 'member', 'administrator'))).toBe('NOT_ALLOWED');
    expect(await refused(change(colleague, colleague, 'member', 'administrator'))).toBe('NOT_ALLOWED');
    expect(await refused(change(administrator, administrator, 'member', 'administrator', 'auditor'))).toBe('NOT_ALLOWED');
    await change(administrator, colleague, 'member', 'auditor');
    expect((await refreshed(stage.database, colleague.actor)).roles).toEqual(['member', 'auditor']);
    await expect(change(administrator, member, 'member', 'auditor')).rejects.toMatchObject({ issues: [{ path: 'roles' }] });
  });

  it('are not taken from the last administrator, nor is that one suspended', async () => {
    const second = await aPerson().of(cert).withRoles('member', 'administrator').savedIn(stage.database);
    await change(administrator, second, 'member');
    const third = await aPerson().of(cert).withRoles('member', 'organisation_admin').savedIn(stage.database);
    expect(await refused(stage.api(SuspendPerson).execute(third.actor, { personId: administrator.id }))).toBe('NOT_ALLOWED');
    expect(await refused(change(administrator, administrator, 'member'))).toBe('NOT_ALLOWED');
  });

  it('are not taken from the last administrator of an organisation by its own, not even by two at once', async () => {
    const firm = await anOrganisation().savedIn(stage.database);
    const aFirmAdmin = () => aPerson().of(firm).withRoles('member', 'organisation_admin').savedIn(stage.database);
    const [one, other] = await Promise.all([aFirmAdmin(), aFirmAdmin()]);
    await Promise.allSettled([change(one, other, 'member'), change(other, one, 'member')]);
    const isStillOne = (await refreshed(stage.database, one.actor)).roles.includes('organisation_admin');
    const [left, gone] = isStillOne ? [one, other] : [other, one];
    expect((await refreshed(stage.database, left.actor)).roles).toContain('organisation_admin');
    expect((await refreshed(stage.database, gone.actor)).roles).toEqual(['member']);
    expect(await refused(change(left, left, 'member'))).toBe('LAST_ADMINISTRATOR');
    await change(administrator, left, 'member');
    expect((await refreshed(stage.database, left.actor)).roles).toEqual(['member']);
  });

  it('that no account can have are refused', async () => {
    const reader = await aPerson().savedIn(stage.database);
    expect(await refused(change(bankAdmin, member, 'reader'))).toBe('INVALID_INPUT');
    expect(await refused(change(administrator, reader, 'member'))).toBe('INVALID_INPUT');
    expect(await refused(change(bankAdmin, member))).toBe('INVALID_INPUT');
    expect(await refused(change(bankAdmin, member, 'king'))).toBe('INVALID_INPUT');
  });

  it('of a person elsewhere are not found, as those of nobody', async () => {
    const stranger = await aPerson().of(water).savedIn(stage.database);
    const answers = await answersOf([stranger.id, newId(), 'nonsense'].map((id) => change(bankAdmin, { id }, 'member')));
    expect(answers.size).toBe(1);
    expect([...answers][0]).toContain('NOT_FOUND');
  });

  it('are changed by no member, by no one without a second factor, and by no visitor', async () => {
    const input = { personId: member.id, roles: ['member', 'analyst'] };
    expect(await refused(stage.api(ChangeRoles).execute(member.actor, input))).toBe('NOT_ALLOWED');
    expect(await refused(stage.api(ChangeRoles).execute(bankAdmin.actorWithoutSecondFactor, input))).toBe('SECOND_FACTOR_REQUIRED');
    expect(await refused(stage.api(ChangeRoles).execute(ANONYMOUS, input))).toBe('UNAUTHENTICATED');
  });
});

describe('suspending a person', () => {
  it('takes everything away at once, and reinstating gives no session back', async () => {
    await stage.api(SuspendPerson).execute(bankAdmin.actor, { personId: member.id });
    expect(await refused(stage.api(AccountQueries).viewer(member.actor))).toBe('UNAUTHENTICATED');
    expect(await refused(stage.api(SuspendPerson).execute(bankAdmin.actor, { personId: member.id }))).toBe('WRONG_STATE');
    await stage.api(ReinstatePerson).execute(bankAdmin.actor, { personId: member.id });
    expect(await refused(stage.api(AccountQueries).viewer(member.actor))).toBe('UNAUTHENTICATED');
  });

  it('is for the own administrator and those of the CERT, and never of oneself', async () => {
    const stranger = await aPerson().of(water).withRoles('member', 'organisation_admin').savedIn(stage.database);
    expect(await refused(stage.api(SuspendPerson).execute(stranger.actor, { personId: member.id }))).toBe('NOT_FOUND');
    expect(await refused(stage.api(SuspendPerson).execute(bankAdmin.actor, { personId: bankAdmin.id }))).toBe('NOT_ALLOWED');
    expect(await refused(stage.api(SuspendPerson).execute(administrator.actor, { personId: administrator.id }))).toBe('NOT_ALLOWED');
    expect(await refused(stage.api(SuspendPerson).execute(administrator.actor, { personId: stranger.id }))).toBe('no refusal');
  });
});

describe('a closed group', () => {
  const make = async () => (await stage.api(CreateGroup).execute(bankAdmin.actor, { name: 'Watch' })).groupId;

  it('gives its key to the organisations and persons that its owner adds, and takes it when they leave', async () => {
    const groupId = await make();
    const neighbour = await aPerson().of(water).withRoles('member', 'organisation_admin').savedIn(stage.database);
    expect((await refreshed(stage.database, member.actor)).keys).toContain(`group:${groupId}`);
    await stage.api(AddGroupMember).execute(bankAdmin.actor, { groupId, organisationId: water.id });
    expect((await refreshed(stage.database, neighbour.actor)).keys).toContain(`group:${groupId}`);
    expect(await refused(stage.api(AddGroupMember).execute(bankAdmin.actor, { groupId, organisationId: water.id }))).toBe('WRONG_STATE');
    expect(await refused(stage.api(AddGroupMember).execute(neighbour.actor, { groupId, personId: neighbour.id }))).toBe('NOT_ALLOWED');
    await stage.api(RemoveGroupMember).execute(neighbour.actor, { groupId, organisationId: water.id });
    expect((await refreshed(stage.database, neighbour.actor)).keys).not.toContain(`group:${groupId}`);
  });

  it('of which one is no member does not exist', async () => {
    const groupId = await make();
    const stranger = await aPerson().of(water).withRoles('member', 'organisation_admin').savedIn(stage.database);
    const own = { organisationId: water.id };
    for (const useCase of [stage.api(AddGroupMember), stage.api(RemoveGroupMember)]) {
      const answers = await answersOf([groupId, newId(), 'nonsense'].map((id) => useCase.execute(stranger.actor, { groupId: id, ...own })));
      expect(answers.size).toBe(1);
      expect([...answers][0]).toContain('NOT_FOUND');
    }
    expect(await stage.api(AccountQueries).groups(stranger.actor)).toEqual([]);
    expect(await stage.api(AccountQueries).groupMembers(stranger.actor, [groupId])).toEqual([]);
    expect((await stage.api(AccountQueries).groupsByIds(stranger.actor, [groupId])).size).toBe(0);
  });

  it('takes only members that the owner sees: a person elsewhere is not found, as nobody is', async () => {
    const groupId = await make();
    const stranger = await aPerson().of(water).savedIn(stage.database);
    const suspended = await anOrganisation().suspended().savedIn(stage.database);
    const members = [{ personId: stranger.id }, { personId: newId() }, { organisationId: suspended.id }, { organisationId: newId() }];
    const answers = await answersOf(members.map((each) => stage.api(AddGroupMember).execute(bankAdmin.actor, { groupId, ...each })));
    expect(answers.size).toBe(1);
    expect([...answers][0]).toContain('NOT_FOUND');
    await stage.api(AddGroupMember).execute(administrator.actor, { groupId, personId: stranger.id });
    expect((await refreshed(stage.database, stranger.actor)).keys).toContain(`group:${groupId}`);
    await stage.api(RemoveGroupMember).execute(stranger.actor, { groupId, personId: stranger.id });
  });
});

describe('who sees whom', () => {
  it('members see the active organisations and their own colleagues; readers see nobody', async () => {
    const queries = stage.api(AccountQueries);
    const stranger = await aPerson().of(water).savedIn(stage.database);
    const reader = await aPerson().savedIn(stage.database);
    const gone = await anOrganisation().suspended().savedIn(stage.database);
    const ids = [bank.id, water.id, gone.id, 'nonsense'];
    expect([...(await queries.organisationsByIds(member.actor, ids)).keys()].sort()).toEqual([bank.id, water.id].sort());
    expect([...(await queries.peopleByIds(member.actor, [member.id, bankAdmin.id, stranger.id])).keys()].sort()).toEqual(
      [member.id, bankAdmin.id].sort(),
    );
    expect((await queries.organisationsByIds(reader.actor, ids)).size).toBe(0);
    expect([...(await queries.peopleByIds(reader.actor, [member.id, reader.id])).keys()]).toEqual([reader.id]);
    expect((await queries.peopleByIds(ANONYMOUS, [member.id])).size).toBe(0);
    const analyst = await aPerson().of(water).withRoles('member', 'analyst').savedIn(stage.database);
    const certAnalyst = await aPerson().of(cert).withRoles('member', 'analyst').savedIn(stage.database);
    expect((await queries.peopleByIds(analyst.actor, [member.id])).size).toBe(0);
    expect((await queries.peopleByIds(certAnalyst.actor, [member.id])).size).toBe(1);
  });

  it('pages follow each other without gap or repetition, also where names are the same', async () => {
    const queries = stage.api(AccountQueries);
    for (let count = 0; count < 7; count++) await aPerson().of(bank).named('Same Name').savedIn(stage.database);
    const seen: string[] = [];
    let after: string | undefined;
    for (let page = 0; page < 30; page++) {
      const answer = await queries.people(bankAdmin.actor, {
        first: 3,
        organisationId: bank.id,
        ...(after === undefined ? {} : { after }),
      });
      seen.push(...answer.rows.map((person) => person.id));
      after = answer.cursors.at(-1);
      if (!answer.hasNext) break;
    }
    const all = await stage.rows<{ id: string }>('SELECT id FROM accounts.person WHERE organisation_id = $1', bank.id);
    expect([...seen].sort()).toEqual(all.map((row) => row.id).sort());
    expect(await refused(queries.people(bankAdmin.actor, { after: 'nonsense' }))).toBe('INVALID_INPUT');
    expect(await refused(queries.people(bankAdmin.actor, { first: 0 }))).toBe('INVALID_INPUT');
  });

  it('the viewer is who asks, with what the session or token may', async () => {
    const queries = stage.api(AccountQueries);
    expect(await queries.viewer(ANONYMOUS)).toBeUndefined();
    expect(await queries.viewer(member.actor)).toMatchObject({ id: member.id, assurance: 2, scopes: null, hasSecondFactor: false });
    expect(await queries.viewer(member.actorWithoutSecondFactor)).toMatchObject({ assurance: 1 });
  });
});

describe('whether somebody has a second factor', () => {
  it('is told to those who may suspend them, after a second factor of their own, and to nobody else', async () => {
    const enrolled = await aPerson().of(bank).savedIn(stage.database);
    const elsewhere = await aPerson().of(water).savedIn(stage.database);
    for (const { id } of [enrolled, elsewhere])
      await stage.rows(`INSERT INTO accounts.totp (person_id, secret_encrypted, confirmed_at) VALUES ($1, '\\x00', now())`, id);
    const asked = [enrolled.id, member.id, elsewhere.id];
    const read = async (actor: Actor) => Object.fromEntries(await stage.api(AccountQueries).secondFactors(actor, asked));
    expect(await read(bankAdmin.actor)).toEqual({ [enrolled.id]: true, [member.id]: false });
    expect(await read(administrator.actor)).toEqual({ [enrolled.id]: true, [member.id]: false, [elsewhere.id]: true });
    const auditor = await aPerson().of(cert).withRoles('member', 'auditor').savedIn(stage.database);
    const others = [bankAdmin.actorWithoutSecondFactor, administrator.actorWithoutSecondFactor, enrolled.actor, auditor.actor, ANONYMOUS];
    for (const actor of others) expect(await read(actor)).toEqual({});
  });
});

describe('every process is told', () => {
  it('by an id alone, when roles, status, groups, sessions or an organisation change', async () => {
    const heard: string[] = [];
    const listener = new Listener(stage.database.apiUrl);
    listener.on('harbourlight_access', (payload) => heard.push(payload));
    await listener.start();
    const groupId = (await stage.api(CreateGroup).execute(bankAdmin.actor, { name: 'Watch' })).groupId;
    await stage.api(AddGroupMember).execute(bankAdmin.actor, { groupId, personId: member.id });
    await stage.api(ChangeRoles).execute(bankAdmin.actor, { personId: member.id, roles: ['member', 'analyst'] });
    await stage.api(SuspendPerson).execute(bankAdmin.actor, { personId: member.id });
    await stage.rows(`UPDATE accounts.organisation SET sectors = '{water}' WHERE id = $1`, water.id);
    for (let wait = 0; wait < 100 && heard.length < 5; wait++) await new Promise((resolve) => setTimeout(resolve, 20));
    await listener.close();
    const person = JSON.stringify({ personId: member.id });
    // Ended sessions tell too, and one transaction tells a thing once.
    expect(heard.map((payload) => JSON.stringify(JSON.parse(payload)))).toEqual([
      JSON.stringify({ organisationId: bank.id }),
      person,
      person,
      person,
      JSON.stringify({ organisationId: water.id }),
    ]);
  });
});
