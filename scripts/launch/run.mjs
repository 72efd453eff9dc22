// One program run to its end: migrations, demonstration content.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../prepare.mjs';

export const built = (path) => new URL(`../../dist/${path}`, import.meta.url);

/** Answers `{ code, output }`; `output` is what it wrote to stdout and stderr, in order. */
export async function run(script, args, environment) {
  const child = spawn(process.execPath, [fileURLToPath(script), ...args], {
    cwd: ROOT,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => resolve(exitCode ?? 1));
  });
  return { code, output };
}
