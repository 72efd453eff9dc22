// `npm start`: from a fresh clone to a running Harbourlight. Runs on any Node from 20 on, and goes on with the pinned one.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { checkEnvironment, command, prepare, ROOT } from './prepare.mjs';

await command(async () => {
  const node = await prepare(checkEnvironment);
  // The channel tells the launcher when this process is gone, however that came about.
  const launcher = spawn(node, [join(ROOT, 'scripts', 'launch.mjs'), ...process.argv.slice(2)], {
    cwd: ROOT,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => launcher.kill(signal));
  stopWithNpm(launcher);
  const code = await new Promise((resolve, reject) => {
    launcher.once('error', reject);
    launcher.once('exit', (exitCode) => resolve(exitCode ?? 1));
  });
  process.exit(code);
});

/** npm passes a SIGTERM on to its shell alone, which dies of it and tells nobody; so the shell is watched. */
function stopWithNpm(launcher) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const shell = process.ppid;
  setInterval(() => {
    if (process.ppid !== shell) launcher.kill('SIGTERM');
  }, 500).unref();
}
