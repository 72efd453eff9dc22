// The second half of cli.mjs, on the pinned Node: finds the installation that the command is meant for, or wakes its database.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { command, Refusal } from '../prepare.mjs';
import { built } from './run.mjs';
import { readRunning } from './running-file.mjs';
import { builtLib, dataFolder, readShell, settings } from './settings.mjs';

const NEEDS_NO_DATABASE = new Set(['--help', '-h', '--version', '-V', 'help', undefined]);

await command(async () => {
  const { environment, stop } = await findInstallation(readShell());
  let code = 1;
  try {
    code = await runCommand(environment);
  } finally {
    await stop();
  }
  process.exit(code);
});

/** The command is given the owner's DATABASE_URL, and derives from it the one of the role that it acts in. */
async function findInstallation(shell) {
  const nothingToStop = async () => undefined;
  if (shell.DATABASE_URL || NEEDS_NO_DATABASE.has(process.argv[2])) return { environment: await settings(shell), stop: nothingToStop };

  const dataDir = dataFolder(shell);
  const running = readRunning(dataDir);
  if (running !== undefined) return { environment: { ...running.environment, ...shell, ...fixed(running) }, stop: nothingToStop };

  if (!existsSync(join(dataDir, 'postgres'))) {
    throw new Refusal(`There is no installation in ${dataDir}. Start one with "npm start", or set DATABASE_URL or DATA_DIR.`);
  }
  const { createDatabase, startEmbedded } = await builtLib('embedded');
  const settled = await settings(shell);
  const server = await startEmbedded({ dataDir, mode: 'durable' });
  const environment = { ...settled, DATABASE_URL: await createDatabase(server.adminUrl, 'harbourlight') };
  return { environment, stop: () => server.stop() };
}

/** What a running installation has settled and a shell cannot change. */
function fixed(running) {
  const { DATABASE_URL, DATA_DIR, SECRET_KEY } = running.environment;
  return { DATABASE_URL, DATA_DIR, SECRET_KEY };
}

async function runCommand(environment) {
  const main = fileURLToPath(built('apps/cli/src/main.js'));
  const child = spawn(process.execPath, [main, ...process.argv.slice(2)], { env: environment, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (exitCode) => resolve(exitCode ?? 1));
  });
}
