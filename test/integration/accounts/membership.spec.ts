import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ANONYMOUS } from '#libs/access';
import type { Actor } from '#libs/access';
import {
  AcceptInvitation,
  AccountMails,
  AccountQueries,
  ApplyForMembership,
  ConfirmRegistration,
  IdentifyActor,
  InvitePerson,
  LookAtApplication,
  ProveDomain,
  ReconsiderApplication,
  RegisterReader,
  ReinstateOrganisation,
  SignIn,
  SuspendOrganisation,
  VetOrganisation,
} from '#libs/accounts';
import { newId } from '#libs/core';
import { Database } from '#libs/database';
import { anOrganisation } from '../../support/builders/organisation.js';
import type { SavedOrganisation } from '../../support/builders/organisation.js';
import { aPerson } from '../../support/builders/person.js';
import type { SavedPerson } from '../../support/builders/person.js';
import { openStage, refusalOf } from './stage.js';
import type { Stage } from './stage.js';

const PASSWORD = 'a quiet corner of the reading room';

let stage: Stage;
let cert: SavedOrganisation;
let bank: SavedOrganisation;
let administrator: SavedPerson;
let bankAdmin: SavedPerson;

beforeAll(async () => {
  stage = await openStage();
  cert = await anOrganisation().operator().named('CERT').savedIn(stage.database);
  bank = await anOrganisation().named('Bank').ofSectors('finance').savedIn(stage.database);
  administrator = await aPerson().of(cert).withRoles('member', 'organisation_admin', 'administrator').savedIn(stage.database);
  bankAdmin = await aPerson().of(bank).withRoles('member', 'organisation_admin').named('Ada Chan').savedIn(stage.database);
});

afterAll(() => stage.close());

async function statusOf(organisationId: string): Promise<string | undefined> {
  return (await stage.rows<{ status: string }>('SELECT status FROM accounts.organisation WHERE id = $1', organisationId))[0]?.status;
}

async function signedIn(email: string, password = PASSWORD) {
  const { token } = await stage.api(SignIn).execute(ANONYMOUS, { email, password });
  return stage.api(IdentifyActor).bySessionToken(token);
}

describe('a member of the public', () => {
  it('registers with one answer, confirms by the link, and signs in as a reader who holds what is public', async () => {
    const email = 'reader@example.org';
    await expect(stage.api(RegisterReader).execute(ANONYMOUS, { email, name: 'Iris Kwok', language: 'zh-Hant' })).resolves.toBeUndefined();
    expect(await stage.mailsTo(email)).toMatchObject([{ kind: 'email_confirmation', language: 'zh-Hant' }]);
    const token = await stage.tokenTo(email);
    expect(await refusalOf(stage.api(ConfirmRegistration).execute(ANONYMOUS, { token, password: 'iris kwok reader' }))).toBe(
      'INVALID_INPUT',
    );
    await stage.api(ConfirmRegistration).execute(ANONYMOUS, { token, password: PASSWORD });
    const actor = await signedIn(email);
    expect(actor).toMatchObject({ roles: ['reader'], keys: ['public'], language: 'zh-Hant' });
    expect(actor?.organisationId).toBeUndefined();
  });

  it('with an account asks again and gets the same answer and no mail; an old link makes no second account', async () => {
    const email = `again-${newId()}@example.org`;
    await stage.api(RegisterReader).execute(ANONYMOUS, { email, name: 'A' });
    await stage.api(RegisterReader).execute(ANONYMOUS, { email, name: 'A' });
    const token = await stage.tokenTo(email);
    await stage.api(ConfirmRegistration).execute(ANONYMOUS, { token, password: PASSWORD });
    await expect(stage.api(RegisterReader).execute(ANONYMOUS, { email: email.toUpperCase(), name: 'B' })).resolves.toBeUndefined();
    expect(await stage.mailsTo(email)).toEqual([]);
    expect(await refusalOf(stage.api(ConfirmRegistration).execute(ANONYMOUS, { token, password: PASSWORD }))).toBe('NOT_FOUND');
  });
});

describe('an organisation', () => {
  const apply = (name: string, email: string, reason?: string, language = 'en') =>
    stage.api(ApplyForMembership).execute(ANONYMOUS, {
      ...(reason === undefined ? {} : { reason }),
      organisation: { name, nameZhHant: '海港電力', tier: 'industry', sectors: ['energy', 'energy'] },
      applicant: { email, name: 'Peter Ip', language },
    });
  const idOf = async (name: string) =>
    (await stage.rows<{ id: string }>('SELECT id FROM accounts.organisation WHERE name = $1', name))[0]?.id ?? '';

  it('applies, proves its domain by DNS, is approved, and its applicant comes in as its administrator', async () => {
    const email = 'peter@power.example';
    await apply('Power', email);
    const organisationId = await idOf('Power');
    const applicationToken = await stage.tokenTo(email);
    expect(await refusalOf(stage.api(VetOrganisation).execute(administrator.actor, { organisationId, decision: 'approve' }))).toBe(
      'DOMAIN_NOT_PROVEN',
    );
    const { record } = await stage.api(ProveDomain).request(ANONYMOUS, { method: 'dns_txt', domain: 'Power.example.', applicationToken });
    expect(record).toMatchObject({ name: '_harbourlight.power.example', type: 'TXT' });
    const check = () => stage.api(ProveDomain).check(ANONYMOUS, { domain: 'power.example', applicationToken });
    expect(await check()).toEqual({ isProven: false });
    stage.dns.records.set('_harbourlight.power.example', ['harbourlight-verification=something-else', 'v=spf1 -all']);
    expect(await check()).toEqual({ isProven: false });
    stage.dns.records.set('_harbourlight.power.example', ['v=spf1 -all', record?.value ?? '']);
    expect(await check()).toEqual({ isProven: true });
    await stage.api(VetOrganisation).execute(administrator.actor, { organisationId, decision: 'approve' });
    expect(await statusOf(organisationId)).toBe('active');
    const token = await stage.tokenTo(email);
    await stage.api(AcceptInvitation).execute(ANONYMOUS, { token, password: PASSWORD });
    expect(await signedIn(email)).toMatchObject({ organisationId, roles: ['member', 'organisation_admin'], tier: 'industry' });
    expect(await refusalOf(stage.api(VetOrganisation).execute(administrator.actor, { organisationId, decision: 'approve' }))).toBe(
      'WRONG_STATE',
    );
    expect(await refusalOf(stage.api(ProveDomain).request(ANONYMOUS, { method: 'dns_txt', domain: 'b.example', applicationToken }))).toBe(
      'NOT_FOUND',
    );
  });

  it('tells its applicant and its reason to those who vet it, and to nobody else', async () => {
    await apply('Ferries', 'fay@ferries.example', 'We run the piers.\nThey ask us for alerts.');
    const organisationId = await idOf('Ferries');
    const read = (actor: Actor) => stage.api(AccountQueries).applications(actor, [organisationId]);
    expect(await read(administrator.actor)).toEqual([
      {
        organisationId,
        name: 'Peter Ip',
        email: 'fay@ferries.example',
        language: 'en',
        reason: 'We run the piers.\nThey ask us for alerts.',
        appliedAt: expect.any(String),
        refusalReason: null,
        refusedAt: null,
      },
    ]);
    const weak = await aPerson().of(cert).withRoles('member', 'administrator').savedIn(stage.database);
    for (const actor of [bankAdmin.actor, ANONYMOUS, weak.actorWithoutSecondFactor]) expect(await read(actor)).toEqual([]);
    const long = 'x'.repeat(2_001);
    await expect(apply('Long', 'l@long.example', long)).rejects.toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: 'reason' }] });
  });

  it('proves its domain by a link to a role address there, and to no other', async () => {
    await apply('Gas', 'gina@gas.example');
    const applicationToken = await stage.tokenTo('gina@gas.example');
    const request = (email: string) =>
      stage.api(ProveDomain).request(ANONYMOUS, { method: 'email', domain: 'gas.example', email, applicationToken });
    for (const email of ['gina@gas.example', 'security@mail.gas.example', 'security@elsewhere.example'])
      await expect(request(email)).rejects.toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: 'email' }] });
    expect(await request('security@gas.example')).toEqual({});
    const token = await stage.tokenTo('security@gas.example');
    expect(await stage.api(ProveDomain).check(ANONYMOUS, { token })).toEqual({ isProven: true });
    expect(await refusalOf(stage.api(ProveDomain).check(ANONYMOUS, { token }))).toBe('NOT_FOUND');
    expect(await refusalOf(request('security@gas.example'))).toBe('WRONG_STATE');
  });

  it('has its domain proven by a mail that says which, for whom and who asks, in their language; looking at it proves nothing', async () => {
    await apply('Trams', 'tim@trams.example', undefined, 'zh-Hant');
    const applicationToken = await stage.tokenTo('tim@trams.example');
    const input = { method: 'email', domain: 'trams.example', email: 'noc@trams.example', applicationToken };
    await stage.api(ProveDomain).request(ANONYMOUS, input);
    const asked = { domain: 'trams.example', askedBy: 'Peter Ip', askedByEmail: 'tim@trams.example' };
    expect(await stage.mailsTo('noc@trams.example')).toMatchObject([
      { kind: 'domain_proof', language: 'zh-Hant', params: { ...asked, organisation: '海港電力' } },
    ]);
    const token = await stage.tokenTo('noc@trams.example');
    for (let times = 0; times < 2; times++)
      expect(await stage.api(LookAtApplication).proof(token)).toMatchObject({ ...asked, name: 'Trams', nameZhHant: '海港電力' });
    const standing = () => stage.api(LookAtApplication).standing(applicationToken);
    expect((await standing()).domains).toMatchObject([{ domain: 'trams.example', verifiedAt: null }]);
    for (const wrong of ['A'.repeat(43), applicationToken, 'x'])
      expect(await refusalOf(stage.api(LookAtApplication).proof(wrong))).toBe('NOT_FOUND');
    expect(await refusalOf(stage.api(LookAtApplication).standing(token))).toBe('NOT_FOUND');
    await stage.api(ProveDomain).request(ANONYMOUS, input);
    await stage.api(ProveDomain).request(ANONYMOUS, input);
    expect(await refusalOf(stage.api(ProveDomain).request(ANONYMOUS, input))).toBe('TOO_MANY_TRIES');
  });

  it('is shown one TXT value however often it asks, and is vetted by what really proved its domain', async () => {
    await apply('Trains', 'tess@trains.example');
    const organisationId = await idOf('Trains');
    const applicationToken = await stage.tokenTo('tess@trains.example');
    const domain = 'trains.example';
    const byDns = () => stage.api(ProveDomain).request(ANONYMOUS, { method: 'dns_txt', domain, applicationToken });
    const byMail = (email: string) => stage.api(ProveDomain).request(ANONYMOUS, { method: 'email', domain, email, applicationToken });
    const { record } = await byDns();
    await byMail('admin@trains.example');
    expect(await byDns()).toEqual({ record });
    expect((await stage.api(LookAtApplication).standing(applicationToken)).domains).toEqual([{ domain, verifiedAt: null, record }]);
    // Somebody else who names the same domain is not helped, and not hindered, by this proof.
    await apply('Other Trains', 'eve@elsewhere.example');
    const othersToken = await stage.tokenTo('eve@elsewhere.example');
    await stage
      .api(ProveDomain)
      .request(ANONYMOUS, { method: 'email', domain, email: 'admin@trains.example', applicationToken: othersToken });
    const [own = '', others = ''] = (await stage.mailsTo('admin@trains.example')).map(({ params }) =>
      String(params.url.split('?')[0]?.split('/').at(-1)),
    );
    await byDns();
    expect(await stage.api(ProveDomain).check(ANONYMOUS, { token: own })).toEqual({ isProven: true });
    expect(await stage.api(AccountQueries).domains(administrator.actor, [organisationId])).toMatchObject([
      { domain, method: 'email', provenAddress: 'admin@trains.example' },
    ]);
    const otherId = await idOf('Other Trains');
    expect(await stage.api(AccountQueries).domains(administrator.actor, [otherId])).toMatchObject([{ domain, verifiedAt: null }]);
    expect(await stage.api(LookAtApplication).proof(others)).toMatchObject({ name: 'Other Trains' });
  });

  it('proves its domain by the TXT record that was shown also after a mail was asked for', async () => {
    await apply('Buses', 'ben@buses.example');
    const applicationToken = await stage.tokenTo('ben@buses.example');
    const domain = 'buses.example';
    const { record } = await stage.api(ProveDomain).request(ANONYMOUS, { method: 'dns_txt', domain, applicationToken });
    await stage.api(ProveDomain).request(ANONYMOUS, { method: 'email', domain, email: 'noc@buses.example', applicationToken });
    stage.dns.records.set('_harbourlight.buses.example', [record?.value ?? '']);
    expect(await stage.api(ProveDomain).check(ANONYMOUS, { domain, applicationToken })).toEqual({ isProven: true });
    expect(await stage.api(AccountQueries).domains(administrator.actor, [await idOf('Buses')])).toMatchObject([
      { domain, method: 'dns_txt', provenAddress: null },
    ]);
  });

  it('is refused with a reason that its applicant is told, by mail and by the link of the application', async () => {
    await apply('Dubious', 'd@dubious.example', undefined, 'zh-Hant');
    const organisationId = await idOf('Dubious');
    const token = await stage.tokenTo('d@dubious.example');
    const refuse = (reason?: string) =>
      stage.api(VetOrganisation).execute(administrator.actor, { organisationId, decision: 'refuse', ...(reason && { reason }) });
    for (const reason of [undefined, '  ', 'x'.repeat(2_001)])
      await expect(refuse(reason)).rejects.toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: 'reason' }] });
    expect(await statusOf(organisationId)).toBe('applied');
    const reason = 'We could not find you in any register.\nWrite to us with a number.';
    await refuse(reason);
    expect(await statusOf(organisationId)).toBe('refused');
    const [event] = await stage.rows<{ refusalId: string }>(
      `SELECT payload->>'refusalId' AS "refusalId" FROM outbox.event WHERE payload->>'mail' = 'application_refused'`,
    );
    expect(await stage.worker(AccountMails).refusal(event?.refusalId ?? '')).toEqual([
      {
        to: 'd@dubious.example',
        language: 'zh-Hant',
        kind: 'application_refused',
        params: { organisation: '海港電力', message: reason, url: expect.stringMatching(/\/tc\/membership$/) },
      },
    ]);
    expect(await stage.api(LookAtApplication).standing(token)).toMatchObject({ status: 'refused', refusal: { reason } });
    expect(await stage.api(AccountQueries).applications(administrator.actor, [organisationId])).toMatchObject([{ refusalReason: reason }]);
    expect(await stage.api(AccountQueries).applications(bankAdmin.actor, [organisationId])).toEqual([]);
    const proof = { method: 'dns_txt', domain: 'dubious.example', applicationToken: token };
    expect(await refusalOf(stage.api(ProveDomain).request(ANONYMOUS, proof))).toBe('NOT_FOUND');
  });

  it('whose application is refused never becomes a member by reinstating, nor without a proven domain when it is taken up again', async () => {
    const organisationId = await idOf('Dubious');
    const input = { organisationId };
    expect(await refusalOf(stage.api(ReinstateOrganisation).execute(administrator.actor, input))).toBe('WRONG_STATE');
    for (const asker of [bankAdmin.actor, administrator.actorWithoutSecondFactor, ANONYMOUS])
      expect(await refusalOf(stage.api(ReconsiderApplication).execute(asker, input))).not.toBe('no refusal');
    await stage.api(ReconsiderApplication).execute(administrator.actor, input);
    expect(await statusOf(organisationId)).toBe('applied');
    expect(await refusalOf(stage.api(ReconsiderApplication).execute(administrator.actor, input))).toBe('WRONG_STATE');
    const approve = () => stage.api(VetOrganisation).execute(administrator.actor, { ...input, decision: 'approve' });
    expect(await refusalOf(approve())).toBe('DOMAIN_NOT_PROVEN');
    const applicationToken = await stage.tokenTo('d@dubious.example');
    expect(await stage.api(LookAtApplication).standing(applicationToken)).toMatchObject({ status: 'applied', refusal: undefined });
    const domain = 'dubious.example';
    const { record } = await stage.api(ProveDomain).request(ANONYMOUS, { method: 'dns_txt', domain, applicationToken });
    stage.dns.records.set('_harbourlight.dubious.example', [record?.value ?? '']);
    await stage.api(ProveDomain).check(ANONYMOUS, { domain, applicationToken });
    await approve();
    const invitations = (await stage.mailsTo('d@dubious.example')).filter(({ kind }) => kind === 'invitation');
    expect(invitations).toHaveLength(1);
  });

  it('nobody writes a refusal in the name of somebody else, or changes one', async () => {
    const insert = (actor: Actor) =>
      stage
        .api(Database)
        .as(actor, (tx) =>
          tx.execute('INSERT INTO accounts.application_refusal (id, organisation_id, reason, refused_by) VALUES ($1, $2, $3, $4)', [
            newId(),
            bank.id,
            'x',
            bankAdmin.id,
          ]),
        );
    for (const actor of [administrator.actor, bankAdmin.actor, ANONYMOUS])
      await expect(insert(actor)).rejects.toThrow(/row-level security/);
    const change = `UPDATE accounts.application_refusal SET reason = 'y'`;
    await expect(stage.api(Database).as(administrator.actor, (tx) => tx.execute(change))).rejects.toThrow(/permission denied/);
  });

  it('that is a member proves further domains by its administrator, and sees them', async () => {
    const { record } = await stage.api(ProveDomain).request(bankAdmin.actor, { method: 'dns_txt', domain: 'bank.example' });
    stage.dns.records.set('_harbourlight.bank.example', [record?.value ?? '']);
    const member = await aPerson().of(bank).savedIn(stage.database);
    expect(await refusalOf(stage.api(ProveDomain).request(member.actor, { method: 'dns_txt', domain: 'c.example' }))).toBe('NOT_ALLOWED');
    expect(await refusalOf(stage.api(ProveDomain).check(administrator.actor, { domain: 'bank.example' }))).toBe('NOT_FOUND');
    expect(await stage.api(ProveDomain).check(bankAdmin.actor, { domain: 'bank.example' })).toEqual({ isProven: true });
    expect(await stage.api(AccountQueries).domains(bankAdmin.actor, [bank.id])).toMatchObject([
      { domain: 'bank.example', method: 'dns_txt' },
    ]);
    await stage.api(ProveDomain).request(bankAdmin.actor, { method: 'email', domain: 'd.example', email: 'noc@d.example' });
    expect(await stage.mailsTo('noc@d.example')).toMatchObject([
      { kind: 'domain_proof', params: { domain: 'd.example', organisation: 'Bank', askedBy: 'Ada Chan', askedByEmail: bankAdmin.email } },
    ]);
    expect(await stage.api(AccountQueries).domains(member.actor, [bank.id])).toEqual([]);
  });

  it('is vetted and suspended by the administrators of the CERT alone', async () => {
    const input = { organisationId: bank.id };
    for (const asker of [bankAdmin.actor, administrator.actorWithoutSecondFactor, ANONYMOUS]) {
      expect(await refusalOf(stage.api(SuspendOrganisation).execute(asker, input))).not.toBe('no refusal');
      expect(await refusalOf(stage.api(VetOrganisation).execute(asker, { ...input, decision: 'approve' }))).not.toBe('no refusal');
    }
    for (const organisationId of [newId(), 'nonsense'])
      expect(await refusalOf(stage.api(SuspendOrganisation).execute(administrator.actor, { organisationId }))).toBe('NOT_FOUND');
    expect(await refusalOf(stage.api(SuspendOrganisation).execute(administrator.actor, { organisationId: cert.id }))).toBe('WRONG_STATE');
  });

  it('that is suspended is out at once, and signs in anew when it is reinstated', async () => {
    const water = await anOrganisation().savedIn(stage.database);
    const person = await aPerson().of(water).withRoles('member', 'organisation_admin').savedIn(stage.database);
    await stage.api(SuspendOrganisation).execute(administrator.actor, { organisationId: water.id });
    expect(await refusalOf(stage.api(AccountQueries).viewer(person.actor))).toBe('UNAUTHENTICATED');
    await stage.rows(`UPDATE accounts.organisation SET activated_at = now() WHERE id = $1`, water.id);
    await stage.api(ReinstateOrganisation).execute(administrator.actor, { organisationId: water.id });
    expect(await refusalOf(stage.api(AccountQueries).viewer(person.actor))).toBe('UNAUTHENTICATED');
    const [open] = await stage.rows<{ count: number }>(
      'SELECT count(*)::int AS count FROM accounts.session WHERE person_id = $1 AND revoked_at IS NULL',
      person.id,
    );
    expect(open?.count).toBe(0);
  });
});

describe('an invitation', () => {
  const invite = (email: string, input: object = {}, asker = bankAdmin.actor) =>
    stage.api(InvitePerson).execute(asker, { email, name: 'Mei Lam', ...input });

  it('brings a person into the organisation of who invites, with the roles that were named', async () => {
    const email = `mei-${newId()}@bank.example`;
    await invite(email, { roles: ['analyst'], language: 'zh-Hans' });
    expect(await stage.mailsTo(email)).toMatchObject([
      { kind: 'invitation', language: 'zh-Hans', params: { organisation: 'Bank', invitedBy: 'Ada Chan' } },
    ]);
    expect(await stage.api(AccountQueries).invitations(bankAdmin.actor)).toMatchObject([{ email, roles: ['analyst', 'member'] }]);
    const token = await stage.tokenTo(email);
    expect(await refusalOf(stage.api(AcceptInvitation).execute(ANONYMOUS, { token }))).toBe('INVALID_INPUT');
    await stage.api(AcceptInvitation).execute(ANONYMOUS, { token, name: 'Mei-ling Lam', password: PASSWORD });
    const elsewhere = `mei-${newId()}@mail.example`;
    await invite(elsewhere);
    const ofBank = { token: await stage.tokenTo(elsewhere), password: 'Bank-of-the Bank 7' };
    expect(await refusalOf(stage.api(AcceptInvitation).execute(ANONYMOUS, ofBank))).toBe('INVALID_INPUT');
    await stage.api(AcceptInvitation).execute(ANONYMOUS, { ...ofBank, password: PASSWORD });
    expect(await signedIn(email)).toMatchObject({ organisationId: bank.id, roles: ['analyst', 'member'], name: 'Mei-ling Lam' });
    expect(await refusalOf(stage.api(AcceptInvitation).execute(ANONYMOUS, { token, password: PASSWORD }))).toBe('NOT_FOUND');
    expect(await stage.api(AccountQueries).invitations(bankAdmin.actor)).toEqual([]);
  });

  it('has one answer whether or not the address has an account, here or elsewhere', async () => {
    const elsewhere = await aPerson().of(cert).savedIn(stage.database);
    const colleague = await aPerson().of(bank).savedIn(stage.database);
    for (const email of ['unknown@nowhere.example', elsewhere.email, colleague.email]) await expect(invite(email)).resolves.toBeUndefined();
    const waiting = await stage.api(AccountQueries).invitations(bankAdmin.actor);
    expect(waiting.map((each) => each.email).sort()).toEqual([colleague.email, elsewhere.email, 'unknown@nowhere.example'].sort());
    const token = await stage.tokenTo(elsewhere.email);
    expect(await refusalOf(stage.api(AcceptInvitation).execute(ANONYMOUS, { token, password: PASSWORD }))).toBe('ADDRESS_IN_USE');
  });

  it('takes a registered reader in, who keeps the password', async () => {
    const email = `reader-${newId()}@example.org`;
    await stage.api(RegisterReader).execute(ANONYMOUS, { email, name: 'Iris' });
    await stage.api(ConfirmRegistration).execute(ANONYMOUS, { token: await stage.tokenTo(email), password: PASSWORD });
    await invite(email);
    await stage.api(AcceptInvitation).execute(ANONYMOUS, { token: await stage.tokenTo(email), password: 'ignored, because there is one' });
    expect(await signedIn(email)).toMatchObject({ organisationId: bank.id, roles: ['member'], keys: ['member', 'public'] });
  });

  it('gives no role of the platform, and is made by administrators with a second factor alone', async () => {
    const member = await aPerson().of(bank).withRoles('member', 'analyst', 'reviewer').savedIn(stage.database);
    for (const role of ['administrator', 'auditor', 'reader', 'king'])
      expect(await refusalOf(invite('x@nowhere.example', { roles: [role] }))).toBe('INVALID_INPUT');
    expect(await refusalOf(invite('x@nowhere.example', {}, member.actor))).toBe('NOT_ALLOWED');
    expect(await refusalOf(invite('x@nowhere.example', {}, bankAdmin.actorWithoutSecondFactor))).toBe('SECOND_FACTOR_REQUIRED');
    expect(await refusalOf(invite('x@nowhere.example', {}, ANONYMOUS))).toBe('UNAUTHENTICATED');
  });
});
