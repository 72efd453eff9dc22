// `npm test`: everything that must hold, each step with its time; the last line is `N passed, N failed`.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkLockfile } from './test/lockfile.mjs';
import { readJestResult } from './test/jest-result.mjs';
import { ensureBuilt, ensureInstalled, pinnedNode, ROOT } from './prepare.mjs';

const isCi = process.env.CI === 'true';
const inModules = (path) => join(ROOT, 'node_modules', path);
const print = (line) => process.stdout.write(`${line}\n`);
const count = { passed: 0, failed: 0 };
const skipped = [];
/** A step that hangs is a failure and not a reason to wait for ever. */
const LONGEST_STEP_MS = 45 * 60_000;
const running = new Set();
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    for (const child of running) child.kill(signal);
    process.exit(130);
  });
}

/** Each answers, or throws, or ends with a code. Nothing after them can be judged where one of them fails. */
const PREPARATION = [
  { title: 'install', act: ensureInstalled },
  { title: 'build', act: ensureBuilt },
];
/** What only reads, in two rows beside each other, one for each core; the steps of a row come one after the other. */
const READING = [
  [
    { title: 'types of the pages', program: [join(ROOT, 'scripts', 'typecheck-pages.mjs')] },
    // After the types of the pages: it needs those that are written there.
    { title: 'lint', program: [inModules('eslint/bin/eslint.js'), '.', '--max-warnings', '0'] },
  ],
  [
    { title: 'types', program: [inModules('typescript/bin/tsc'), '-p', 'tsconfig.json', '--noEmit'] },
    { title: 'format', program: [inModules('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'] },
    {
      title: 'boundaries',
      program: [
        inModules('dependency-cruiser/bin/dependency-cruiser.mjs'),
        '--config',
        '.dependency-cruiser.cjs',
        'apps',
        'libs',
        'migrations',
      ],
    },
    { title: 'lockfile', act: checkLockfile },
    { title: 'compose', program: [inModules('dclint/bin/dclint.cjs'), '--max-warnings', '0', 'docker-compose.yml'] },
  ],
];
const TESTS = { title: 'tests', act: runJest };

if (await runRow(PREPARATION, { isEndedByFailure: true })) {
  await Promise.all(READING.map((row) => runRow(row)));
  await runStep(TESTS);
}
if (skipped.length > 0) print(` ${skipped.length} skipped: ${skipped.join('; ')}`);
if (skipped.length > 0 && isCi) count.failed += 1;
print(`${count.passed} passed, ${count.failed} failed`);
process.exitCode = count.failed === 0 ? 0 : 1;

async function runRow(steps, { isEndedByFailure = false } = {}) {
  for (const step of steps) if (!(await runStep(step)) && isEndedByFailure) return false;
  return true;
}

/** A program's words come when it has ended, so that two beside each other do not speak into each other's lines. */
async function runStep({ title, act, program }) {
  const startedMs = performance.now();
  let isGood = false;
  try {
    if (program === undefined) isGood = (await act()) ?? true;
    else {
      const { code, output } = await runProgram(program, { isKept: true });
      process.stdout.write(output);
      isGood = code === 0;
    }
  } catch (error) {
    print(error.message);
  }
  count[isGood ? 'passed' : 'failed'] += 1;
  print(`${isGood ? 'ok    ' : 'FAILED'} ${title} (${((performance.now() - startedMs) / 1000).toFixed(1)} s)`);
  return isGood;
}

async function runProgram(args, { isKept = false } = {}) {
  const stream = isKept ? 'pipe' : 'inherit';
  const child = spawn(pinnedNode(), args, { cwd: ROOT, stdio: ['ignore', stream, stream], timeout: LONGEST_STEP_MS });
  let output = '';
  child.stdout?.on('data', (chunk) => (output += chunk));
  child.stderr?.on('data', (chunk) => (output += chunk));
  running.add(child);
  try {
    const code = await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    return { code: code ?? 1, output };
  } finally {
    running.delete(child);
  }
}

/** All projects. Counts what Jest counted, and one failure for each file that could not be run at all. */
async function runJest() {
  const folder = mkdtempSync(join(tmpdir(), 'harbourlight-jest-'));
  try {
    const outputFile = join(folder, 'result.json');
    const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
    const { code } = await runProgram([...flags, inModules('jest/bin/jest.js'), '--json', `--outputFile=${outputFile}`]);
    const result = readJestResult(outputFile);
    count.passed += result.passed;
    count.failed += result.failed;
    skipped.push(...result.skipped);
    if (result.passed + result.failed === 0) throw new Error('Not one test ran.');
    return code === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
