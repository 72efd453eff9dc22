import { existsSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from '@jest/globals';
import { refusalFrom } from '../import-report.js';
import { CSAF_TEST_TITLES } from './csaf-tests.js';
import { CsafValidator } from './csaf-validator.js';
import type { CsafValidation } from './csaf-validator.js';

const fixtures = new URL('../../../../../test/fixtures/csaf/', import.meta.url);
const validator = new CsafValidator();
afterAll(() => validator.close());
const onLinux = process.platform === 'linux' ? it : it.skip;

interface ManifestRow {
  readonly file: string;
  readonly mandatory_failures: readonly string[];
}

interface OasisCase {
  readonly name: string;
  /** Whether the document as a whole is valid. */
  readonly valid: boolean;
}

interface OasisTest {
  readonly id: string;
  readonly group: 'mandatory' | 'optional' | 'informative';
  readonly failures?: readonly OasisCase[];
  readonly valid?: readonly OasisCase[];
}

const read = (path: string) => readFileSync(new URL(path, fixtures));
/** The corpus says that they are valid, and the standard that they are not: two hashes of one algorithm stand in one item (6.1.25). */
const CONTRADICTED = ['optional/oasis_csaf_tc-csaf_2_0-2021-6-2-08-02.json', 'optional/oasis_csaf_tc-csaf_2_0-2021-6-2-09-02.json'];
/** The manifest names tests as the library does. */
const testOf = (name: string) => (name === 'csaf_2_0_strict' ? 'schema' : name.replace('mandatoryTest_', '').replaceAll('_', '.'));
const failed = ({ findings }: CsafValidation) =>
  findings.filter(({ kind }) => kind === 'schema' || kind === 'mandatory').map(({ test }) => test);

describe('the CSAF validator', () => {
  it('gives the known verdict on every real document', async () => {
    const rows = JSON.parse(read('real/MANIFEST.json').toString()) as ManifestRow[];
    for (const row of rows) {
      const validation = await validator.validate(read(row.file));
      const expected = row.mandatory_failures.map(testOf);
      expect([row.file, validation.isValid, failed(validation)]).toEqual([row.file, expected.length === 0, expected]);
    }
    expect(rows.length).toBeGreaterThanOrEqual(150);
  });

  it('agrees with the OASIS corpus on every test that is not left out', async () => {
    const { tests } = JSON.parse(read('oasis-validator/testcases.json').toString()) as { tests: OasisTest[] };
    const seen = { failures: 0, valid: 0 };
    for (const { id, group, failures = [], valid = [] } of tests) {
      if (LEFT_OUT.includes(id)) continue;
      for (const { name, valid: isValid } of failures) {
        const validation = await validator.validate(read(`oasis-validator/${name}`));
        const tests = validation.findings.map(({ test }) => test);
        // What the schema forbids already (an invalid CVSS object, 6.1.8) need not be found twice.
        const isFound = tests.includes(id) || (group === 'mandatory' && tests.includes('schema'));
        expect([name, isFound, validation.isValid]).toEqual([name, true, isValid && !CONTRADICTED.includes(name)]);
        seen.failures += 1;
      }
      for (const { name, valid: isValid } of valid) {
        const validation = await validator.validate(read(`oasis-validator/${name}`));
        const isFound = validation.findings.some(({ test }) => test === id || test === 'schema');
        expect([name, isFound, validation.isValid]).toEqual([name, false, isValid]);
        seen.valid += 1;
      }
    }
    expect(seen.failures).toBeGreaterThanOrEqual(120);
    expect(seen.valid).toBeGreaterThanOrEqual(85);
  }, 60_000);

  it('runs no test that opens addresses or needs other programs', async () => {
    const { tests } = JSON.parse(read('oasis-validator/testcases.json').toString()) as { tests: OasisTest[] };
    const cases = tests.filter(({ id }) => LEFT_OUT.includes(id)).flatMap(({ failures = [] }) => failures);
    for (const { name } of cases) {
      const { findings } = await validator.validate(read(`oasis-validator/${name}`));
      expect(findings.filter(({ test }) => LEFT_OUT.includes(test))).toEqual([]);
    }
    expect(cases.length).toBeGreaterThanOrEqual(1);
    expect(LEFT_OUT.filter((test) => test in CSAF_TEST_TITLES)).toEqual([]);
  });

  it('groups findings by test with at most five examples, the gravest kind first', async () => {
    const { findings } = await validator.validate(read('real/redhat/trustify-CVE-2024-5154.json'));
    expect(findings[0]).toMatchObject({ test: '6.1.2', kind: 'mandatory', title: 'Multiple Definition of Product ID' });
    expect(findings[0]?.count).toBeGreaterThan(300);
    expect(findings[0]?.examples).toHaveLength(5);
    expect(findings[0]?.examples[0]?.path).toMatch(/^\/product_tree\//);
    expect(findings.map(({ kind }) => kind)).toEqual(findings.map(({ kind }) => kind).sort((a, b) => RANK[a] - RANK[b]));
    expect(findings.every(({ test }) => test in CSAF_TEST_TITLES)).toBe(true);
  });

  it('finds fault with a document of any shape instead of stumbling over it', async () => {
    for (const json of ['null', '[]', '{}', '{"document":{"tracking":null},"vulnerabilities":{"a":1},"product_tree":[null]}']) {
      const { isValid, findings } = await validator.validate(Buffer.from(json));
      expect([json, isValid, findings[0]?.test]).toEqual([json, false, 'schema']);
    }
  });

  it('does not count the start of its process as time of the document', async () => {
    const first = new CsafValidator();
    const started = performance.now();
    await first.validate(Buffer.from('{}')).finally(() => first.close());
    const second = new CsafValidator({ timeoutMs: (performance.now() - started) / 2 });
    await expect(second.validate(Buffer.from('{}')).finally(() => second.close())).resolves.toMatchObject({ isValid: false });
  });

  it('tells what takes too long, twice, as not validated and not as invalid, and the batch goes on', async () => {
    for (const limits of [{ timeoutMs: 1 }, { startMs: 1 }]) {
      const hasty = new CsafValidator(limits);
      try {
        const error: unknown = await hasty.validate(read('real/ciq/cve-2024-10979.json')).catch((thrown: unknown) => thrown);
        expect(error).toMatchObject({ kind: 'unavailable', code: 'NOT_VALIDATED_IN_TIME' });
        expect(refusalFrom('a.json', error)).toMatchObject({ source: 'a.json', reason: expect.stringContaining('Import it again.') });
      } finally {
        await hasty.close();
      }
    }
  });

  it('refuses what needs too much memory, and goes on with the next document', async () => {
    const small = new CsafValidator({ maxHeapMegabytes: 48 });
    const hungry = `{"a":[${'[],'.repeat(1_000_000)}[]]}`;
    try {
      await expect(small.validate(Buffer.from(hungry))).rejects.toMatchObject({ issues: [{ received: 'more memory than it may use' }] });
      await expect(small.validate(read('real/ciq/cve-2022-2319.json'))).resolves.toMatchObject({ isValid: true });
    } finally {
      await small.close();
    }
  });

  onLinux('survives the death of its process', async () => {
    const others = childPids();
    const own = new CsafValidator();
    try {
      await own.validate(Buffer.from('{}'));
      const pids = childPids().filter((pid) => !others.includes(pid));
      for (const pid of pids) process.kill(pid, 'SIGKILL');
      await expect(own.validate(read('real/ciq/cve-2022-2319.json'))).resolves.toMatchObject({ isValid: true });
      expect(pids).toHaveLength(1);
    } finally {
      await own.close();
    }
  });

  it('works through as many documents at once as it is given', async () => {
    const own = new CsafValidator({ processes: 2 });
    const bytes = read('real/ciq/cve-2022-2319.json');
    const all = await Promise.all(Array.from({ length: 20 }, () => own.validate(bytes)));
    expect(all.filter(({ isValid }) => isValid)).toHaveLength(20);
    await own.close();
    await expect(own.validate(bytes)).rejects.toMatchObject({ kind: 'unavailable' });
  });

  onLinux('answers a document that is being validated when it is closed, and leaves no process behind', async () => {
    const own = new CsafValidator();
    const before = childPids();
    const pending = own.validate(read('real/ciq/cve-2024-10979.json'));
    const started = childPids().filter((pid) => !before.includes(pid));
    await Promise.all([own.close(), expect(pending).rejects.toMatchObject({ code: 'VALIDATOR_CLOSED' })]);
    expect(started).toHaveLength(1);
    expect(started.filter((pid) => existsSync(`/proc/${pid}/stat`) && !isZombie(pid))).toEqual([]);
  });
});

/** 6.3.6 and 6.3.7 open the document's addresses, 6.3.8 runs hunspell. */
const LEFT_OUT = ['6.3.6', '6.3.7', '6.3.8'];
const RANK = { schema: 0, mandatory: 1, optional: 2, informative: 3 };

/** Our own children, by Linux's table of processes; elsewhere there is none to look at. */
function childPids(): number[] {
  return readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
}

function isZombie(pid: number): boolean {
  return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}
