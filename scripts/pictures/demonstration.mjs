// A demonstration of its own in a temporary folder, on free ports, that is thrown away afterwards.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { builtLib } from '../launch/settings.mjs';
import { run } from '../launch/run.mjs';
import { ROOT } from '../prepare.mjs';

const START_TRIES = 240;
const TRY_MS = 500;

export async function startDemonstration() {
  const { freePort } = await builtLib('embedded');
  const dataDir = mkdtempSync(join(tmpdir(), 'harbourlight-pictures-'));
  const [apiPort, webPort, workerPort] = [await freePort(), await freePort(), await freePort()].map(String);
  const environment = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    DATA_DIR: dataDir,
    API_PORT: apiPort,
    WEB_PORT: webPort,
    WORKER_PORT: workerPort,
  };
  const launcher = spawn(process.execPath, [join(ROOT, 'scripts', 'start.mjs')], { cwd: ROOT, env: environment, stdio: 'ignore' });
  const ended = new Promise((resolve) => launcher.once('exit', resolve));
  const stop = async () => {
    launcher.kill('SIGTERM');
    await ended;
    rmSync(dataDir, { recursive: true, force: true });
  };
  const webUrl = `http://localhost:${webPort}`;
  if (await isReady(`${webUrl}/health/ready`, launcher))
    return { webUrl, apiUrl: `http://127.0.0.1:${apiPort}`, cli: cli(environment), stop };
  await stop();
  throw new Error('The demonstration did not start.');
}

/** Runs a command of the command line against it and answers its stdout. */
function cli(environment) {
  return async (args) => {
    const { code, output } = await run(new URL('../cli.mjs', import.meta.url), args, environment);
    if (code !== 0) throw new Error(`cli ${args.join(' ')}: ${output}`);
    return output;
  };
}

async function isReady(url, launcher) {
  for (let left = START_TRIES; left > 0 && launcher.exitCode === null; left--) {
    if (await fetch(url).then(({ ok }) => ok, () => false)) return true; // prettier-ignore
    await pause(TRY_MS);
  }
  return false;
}
