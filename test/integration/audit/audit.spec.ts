import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ANONYMOUS } from '#libs/access';
import { AuditLog, AuditQueries, SealAudit, VerifyAudit } from '#libs/audit';
import type { Checkpoint } from '#libs/audit';
import { DomainError } from '#libs/core';
import { Database } from '#libs/database';
import { anOrganisation, asSuperuser } from '../../support/builders/organisation.js';
import { aPerson } from '../../support/builders/person.js';
import type { SavedPerson } from '../../support/builders/person.js';
import { testDatabase } from '../../support/test-database.js';
import type { TestDatabase } from '../../support/test-database.js';

let test: TestDatabase;
let api: Database;
let worker: Database;
let auditor: SavedPerson;
let admin: SavedPerson;
let member: SavedPerson;
let stranger: SavedPerson;

const log = new AuditLog();
const seal = () => new SealAudit(worker).execute();
const verify = (checkpoint?: Checkpoint) => new VerifyAudit(worker).execute(checkpoint);

/**
 * Seals these in one seal. The other tests of the run write on the same server, and an open transaction of theirs would let a part of them
 * through: so it waits until the snapshot horizon is past all of them.
 */
async function sealAll(count: number): Promise<void> {
  await asSuperuser(test, async (client) => {
    for (let wait = 0; wait < 1000; wait++) {
      const { rows } = await client.query(
        'SELECT FROM audit.entry WHERE seal_id IS NULL AND written_in >= pg_snapshot_xmin(pg_current_snapshot()) LIMIT 1',
      );
      if (!rows.length) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
  expect(await seal()).toEqual({ sealed: count });
}

beforeAll(async () => {
  test = await testDatabase();
  api = new Database({ url: test.apiUrl, applicationName: 'audit' });
  worker = new Database({ url: test.workerUrl, applicationName: 'audit' });
  const cert = await anOrganisation().operator().savedIn(test);
  const bank = await anOrganisation().savedIn(test);
  auditor = await aPerson().of(cert).withRoles('member', 'auditor').savedIn(test);
  admin = await aPerson().of(bank).withRoles('member', 'organisation_admin').savedIn(test);
  member = await aPerson().of(bank).savedIn(test);
  stranger = await aPerson()
    .of(await anOrganisation().savedIn(test))
    .savedIn(test);
});

beforeEach(async () => {
  await behindTheCurtain('DELETE FROM audit.entry', 'DELETE FROM audit.seal', 'ALTER TABLE audit.entry ALTER COLUMN id RESTART');
});

afterAll(async () => {
  await api.close();
  await worker.close();
  await test.drop();
});

/** What somebody with the whole database in hand can do: triggers and policies off. */
async function behindTheCurtain(...statements: readonly string[]): Promise<void> {
  await asSuperuser(test, async (client) => {
    await client.query('SET session_replication_role = replica');
    for (const statement of statements) await client.query(statement);
  });
}

async function act(person: SavedPerson, action = 'thing:do', subjectId = 'x'): Promise<void> {
  await api.as(person.actor, (tx) =>
    log.append(tx, person.actor, { action, subjectType: 'thing', subjectId, detail: { b: 1, a: ['中文', null] } }),
  );
}

async function sealedLog(): Promise<Checkpoint> {
  for (let batch = 0; batch < 3; batch++) {
    for (let entry = 0; entry < 4; entry++) await act(member, 'thing:do', `${batch}-${entry}`);
    await sealAll(4);
  }
  const { checkpoint } = await verify();
  if (!checkpoint) throw new Error('nothing was sealed');
  return checkpoint;
}

describe('the sealed log', () => {
  it('is sound, and says what is sealed and what waits', async () => {
    const checkpoint = await sealedLog();
    await act(member);
    expect(await verify(checkpoint)).toMatchObject({ isSound: true, findings: [], seals: 3, sealedEntries: 12, unsealedEntries: 1 });
    expect(checkpoint.sealId).toBe('3');
  });

  it('is sealed by two at once without harm, and by nobody where nothing waits', async () => {
    for (let entry = 0; entry < 5; entry++) await act(member);
    let sealed = 0;
    for (let wait = 0; wait < 500 && sealed < 5; wait++) {
      const results = await Promise.all([seal(), seal(), seal()]);
      sealed += results.reduce((sum, result) => sum + result.sealed, 0);
      if (sealed < 5) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(sealed).toBe(5);
    expect(await seal()).toEqual({ sealed: 0 });
    expect((await verify()).isSound).toBe(true);
  });

  it('waits for transactions that are still open, so that nothing comes in beneath a seal', async () => {
    let finish: () => void = () => undefined;
    const open = new Promise<void>((resolve) => (finish = resolve));
    let written: () => void = () => undefined;
    const hasWritten = new Promise<void>((resolve) => (written = resolve));
    const slow = api.as(member.actor, async (tx) => {
      await log.append(tx, member.actor, { action: 'thing:slow', subjectType: 'thing', subjectId: 'slow' });
      written();
      await open;
    });
    await hasWritten;
    await act(member);
    expect(await seal()).toEqual({ sealed: 0 });
    finish();
    await slow;
    await sealAll(2);
    expect((await verify()).isSound).toBe(true);
  });

  it.each([
    ['an edited entry', `UPDATE audit.entry SET action = 'thing:undo' WHERE id = 6`, '2', 'entries_changed'],
    ['an edited detail', `UPDATE audit.entry SET detail = '{}' WHERE id = 6`, '2', 'entries_changed'],
    ['another actor', `UPDATE audit.entry SET actor_person_id = gen_random_uuid() WHERE id = 1`, '1', 'entries_changed'],
    ['a moved instant', `UPDATE audit.entry SET at = at + interval '1 microsecond' WHERE id = 12`, '3', 'entries_changed'],
    ['a deleted entry', 'DELETE FROM audit.entry WHERE id = 6', '2', 'entries_missing_or_added'],
    ['a deleted last entry of a seal', 'DELETE FROM audit.entry WHERE id = 8', '2', 'entries_missing_or_added'],
    [
      'an inserted entry',
      `INSERT INTO audit.entry (id, actor_kind, action, subject_type, subject_id, seal_id) OVERRIDING SYSTEM VALUE VALUES (1000, 'person', 'x:y', 'x', 'x', 2)`,
      '2',
      'entries_missing_or_added',
    ],
    [
      'an entry put in the place of another',
      `UPDATE audit.entry a SET subject_id = b.subject_id FROM audit.entry b WHERE (a.id, b.id) IN ((5, 6), (6, 5))`,
      '2',
      'entries_changed',
    ],
    ['an entry moved to another seal', 'UPDATE audit.entry SET seal_id = 3 WHERE id = 8', '2', 'entries_missing_or_added'],
    ['a deleted seal in the middle', 'DELETE FROM audit.seal WHERE id = 2', '3', 'chain_broken'],
    ['a seal written anew', `UPDATE audit.seal SET entries_hash = sha256('x') WHERE id = 2`, '2', 'seal_changed'],
    [
      'a seal and its entries cut off at the front',
      'DELETE FROM audit.seal WHERE id = 1; DELETE FROM audit.entry WHERE seal_id = 1',
      '2',
      'chain_broken',
    ],
  ])('tells of %s', async (_, tampering, sealId, problem) => {
    const checkpoint = await sealedLog();
    await behindTheCurtain(tampering);
    const verdict = await verify(checkpoint);
    expect(verdict.isSound).toBe(false);
    expect(verdict.findings).toContainEqual({ sealId, problem });
  });

  it('whose tail was cut off is only known by a checkpoint that was kept outside', async () => {
    const checkpoint = await sealedLog();
    await behindTheCurtain('DELETE FROM audit.entry WHERE seal_id = 3', 'DELETE FROM audit.seal WHERE id = 3');
    expect((await verify()).isSound).toBe(true);
    expect(await verify(checkpoint)).toMatchObject({ isSound: false, findings: [{ sealId: '3', problem: 'checkpoint_missing' }] });
  });

  it('that was sealed anew after a change differs from the checkpoint', async () => {
    const checkpoint = await sealedLog();
    await behindTheCurtain(
      `UPDATE audit.entry SET action = 'thing:undo', seal_id = NULL WHERE seal_id = 3`,
      'DELETE FROM audit.seal WHERE id = 3',
    );
    await sealAll(4);
    expect((await verify()).isSound).toBe(true);
    expect(await verify(checkpoint)).toMatchObject({ isSound: false, findings: [{ sealId: '3', problem: 'checkpoint_differs' }] });
  });

  it('takes no checkpoint that is none', async () => {
    for (const checkpoint of [
      { sealId: 'x', hash: 'a'.repeat(64) },
      { sealId: '1', hash: 'A' },
    ])
      await expect(verify(checkpoint)).rejects.toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: 'checkpoint' }] });
  });

  it('can be changed by no statement, not even the owner’s, while its triggers stand', async () => {
    await sealedLog();
    for (const statement of [
      'UPDATE audit.entry SET action = $$x:y$$',
      'DELETE FROM audit.entry',
      'TRUNCATE audit.entry',
      'UPDATE audit.seal SET id = 9',
      'DELETE FROM audit.seal',
    ])
      await expect(asSuperuser(test, (client) => client.query(statement))).rejects.toThrow('append-only');
  });
});

describe('who reads the log', () => {
  const read = async (person: SavedPerson, filter: object = {}) => (await new AuditQueries(api).list(person.actor, filter)).entries;

  it('an auditor reads all of it, the administrator of an organisation what concerns it, and nobody else anything', async () => {
    await act(member, 'thing:bank');
    await act(stranger, 'thing:elsewhere');
    expect((await read(auditor)).map((entry) => entry.action)).toEqual(['thing:elsewhere', 'thing:bank']);
    expect((await read(admin)).map((entry) => entry.action)).toEqual(['thing:bank']);
    await expect(read(member)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await expect(new AuditQueries(api).list(ANONYMOUS)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(new AuditQueries(api).list(auditor.actorWithoutSecondFactor)).rejects.toMatchObject({ code: 'SECOND_FACTOR_REQUIRED' });
  });

  it('says who, what and when', async () => {
    await act(member, 'thing:do', 'subject-1');
    expect(await read(auditor)).toMatchObject([
      {
        actorPersonId: member.id,
        actorKind: 'person',
        action: 'thing:do',
        subjectType: 'thing',
        subjectId: 'subject-1',
        detail: { a: ['中文', null], b: 1 },
        isSealed: false,
      },
    ]);
    await sealAll(1);
    const [entry] = await read(auditor);
    expect(entry).toMatchObject({ isSealed: true });
    expect(entry?.at).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  });

  it('page by page and filtered, without gap or repetition', async () => {
    for (let at = 0; at < 7; at++) await act(at % 2 ? member : stranger, `thing:${at % 3}`, String(at));
    const seen: string[] = [];
    let before: string | undefined;
    do {
      const page = await new AuditQueries(api).list(auditor.actor, { first: 3, ...(before === undefined ? {} : { before }) });
      seen.push(...page.entries.map((entry) => entry.subjectId));
      before = page.next;
    } while (before !== undefined && seen.length < 100);
    expect(seen).toEqual(['6', '5', '4', '3', '2', '1', '0']);
    expect((await read(auditor, { action: 'thing:1' })).map((entry) => entry.subjectId)).toEqual(['4', '1']);
    expect((await read(auditor, { personId: member.id })).map((entry) => entry.subjectId)).toEqual(['5', '3', '1']);
    expect(await read(auditor, { to: '2020-01-01T00:00:00Z' })).toEqual([]);
    const refusal = await read(auditor, { first: 1000, before: 'x', personId: 'y', from: 'yesterday' }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(DomainError);
    expect(refusal).toMatchObject({ issues: [{ path: 'first' }, { path: 'before' }, { path: 'personId' }, { path: 'from' }] });
  });
});
