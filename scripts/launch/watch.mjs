// `npm run dev`: compiles on every change and says when a build is good.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { copyAssets, listSources, ROOT, say } from '../prepare.mjs';

/** Calls `onBuild` after each good build but the first, which `npm start` has just made. Answers how to stop. */
export function watch(onBuild) {
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const child = spawn(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--watch', '--preserveWatchOutput', '--pretty', 'false'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let builds = 0;
  createInterface({ input: child.stdout }).on('line', (line) => {
    const errors = /Found (\d+) errors?/u.exec(line)?.[1];
    if (errors === undefined) {
      if (line.includes('error TS')) say(`[build] ${line}`);
      return;
    }
    builds += 1;
    if (errors !== '0') say(`[build] ${errors} errors; the last good build goes on running`);
    else if (builds > 1) {
      copyAssets(listSources().map(({ path }) => path));
      onBuild();
    }
  });
  return async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await exited;
  };
}
