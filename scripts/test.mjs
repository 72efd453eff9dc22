// `npm test`: everything that must hold, in order, each step with its time; the last line is `N passed, N failed`.
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
let current;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    current?.kill(signal);
    process.exit(130);
  });
}

/** Each answers, or throws, or ends with a code; the last is the tests themselves. */
const STEPS = [
  { title: 'install', act: ensureInstalled, isNeeded: true },
  { title: 'build', act: ensureBuilt, isNeeded: true },
  { title: 'format', program: [inModules('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'] },
  { title: 'types', program: [inModules('typescript/bin/tsc'), '-p', 'tsconfig.json', '--noEmit'] },
  { title: 'types of the pages', program: [join(ROOT, 'scripts', 'typecheck-pages.mjs')] },
  // After the types of the pages: it needs those that are written there.
  { title: 'lint', program: [inModules('eslint/bin/eslint.js'), '.', '--max-warnings', '0'] },
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
  { title: 'tests', act: runJest },
];

for (const step of STEPS) {
  const isGood = await runStep(step);
  count[isGood ? 'passed' : 'failed'] += 1;
  if (!isGood && step.isNeeded) break; // Nothing after it can be judged.
}
if (skipped.length > 0) print(` ${skipped.length} skipped: ${skipped.join('; ')}`);
if (skipped.length > 0 && isCi) count.failed += 1;
print(`${count.passed} passed, ${count.failed} failed`);
process.exitCode = count.failed === 0 ? 0 : 1;

async function runStep({ title, act, program }) {
  const startedMs = performance.now();
  let isGood = false;
  try {
    isGood = program === undefined ? ((await act()) ?? true) : (await runProgram(program)) === 0;
  } catch (error) {
    print(error.message);
  }
  print(`${isGood ? 'ok    ' : 'FAILED'} ${title} (${((performance.now() - startedMs) / 1000).toFixed(1)} s)`);
  return isGood;
}

async function runProgram(args) {
  const child = spawn(pinnedNode(), args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'], timeout: LONGEST_STEP_MS });
  current = child;
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** All projects. Counts what Jest counted, and one failure for each file that could not be run at all. */
async function runJest() {
  const folder = mkdtempSync(join(tmpdir(), 'harbourlight-jest-'));
  try {
    const outputFile = join(folder, 'result.json');
    const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
    const code = await runProgram([...flags, inModules('jest/bin/jest.js'), '--json', `--outputFile=${outputFile}`]);
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
