// `npm run cli -- …`: the command line, installed and built first. Its stdout is the command's own; everything else goes to stderr.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { command, prepare, ROOT } from './prepare.mjs';

await command(async () => {
  const node = await prepare();
  // In the folder of the caller, so that paths mean what they mean there.
  const cwd = process.env.INIT_CWD ?? process.cwd();
  const child = spawn(node, [join(ROOT, 'scripts', 'launch', 'command-line.mjs'), ...process.argv.slice(2)], { cwd, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (exitCode) => resolve(exitCode ?? 1));
  });
  process.exit(code);
});
