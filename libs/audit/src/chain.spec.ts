import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { GENESIS, hashOfEntries, hashOfSeal } from './chain.js';
import type { SealedFields } from './chain.js';

const entry: SealedFields = {
  id: '7',
  at: '2026-11-23T07:39:17.824678Z',
  actor_person_id: '00000000-0000-4000-8000-000000000001',
  actor_organisation_id: null,
  actor_kind: 'person',
  action: 'advisory:publish',
  subject_type: 'advisory',
  subject_id: 'x',
  organisation_id: null,
  detail: '{"a": "中"}',
};

const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest();

describe('the chain of the audit log', () => {
  it('hashes an entry as its documented JSON list, so that anyone can verify it without us', () => {
    const json =
      '["7","2026-11-23T07:39:17.824678Z","00000000-0000-4000-8000-000000000001",null,"person","advisory:publish","advisory","x",null,"{\\"a\\": \\"中\\"}"]';
    expect(hashOfEntries([entry]).toString('hex')).toBe(sha256(sha256(json)).toString('hex'));
  });

  it('hashes a seal as its documented JSON list', () => {
    const seal = { id: '1', firstEntryId: '7', lastEntryId: '9', entryCount: 3, entriesHash: sha256('e'), previousHash: GENESIS };
    const json = `["1","7","9",3,"${sha256('e').toString('hex')}","${'0'.repeat(64)}"]`;
    expect(hashOfSeal(seal).toString('hex')).toBe(sha256(json).toString('hex'));
  });

  it('changes with every field, with the order and with the number of entries', () => {
    const changes: SealedFields[] = (Object.keys(entry) as (keyof SealedFields)[]).map((field) => ({ ...entry, [field]: 'other' }));
    const other = { ...entry, id: '8' };
    const hashes = [[entry], ...changes.map((each) => [each]), [entry, other], [other, entry], [entry, entry], []].map((list) =>
      hashOfEntries(list).toString('hex'),
    );
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});
