// Runs on the pinned Node, after start.mjs: database, migrations, demonstration content, api, worker; and stops them in the end.
import { createServer } from 'node:net';
import { command, Refusal, say } from './prepare.mjs';
import { EmbeddedDatabase } from './launch/embedded-database.mjs';
import { openLog } from './launch/log-lines.mjs';
import { built, run } from './launch/run.mjs';
import { readRunning, removeRunning, writeRunning } from './launch/running-file.mjs';
import { builtLib, NOT_YET, readShell, settings } from './launch/settings.mjs';
import { Supervised } from './launch/supervised.mjs';
import { watch } from './launch/watch.mjs';
import { welcome } from './launch/welcome.mjs';

const WARN = 40;
const INFO = 30;
const PROCESSES = [
  { name: 'api', role: 'harbourlight_api', portKey: 'API_PORT' },
  // Thousands of alerts under way at once are young for long: with more room for the young, less of them is copied about.
  { name: 'worker', role: 'harbourlight_worker', portKey: 'WORKER_PORT', nodeFlags: ['--max-semi-space-size=32'] },
  { name: 'web', portKey: 'WEB_PORT' },
];
const isWatching = process.argv.includes('--watch');

/** What is to be stopped, last started first. */
const undo = [];

await command(async () => {
  const asked = stopAsked();
  let code = 0;
  try {
    await Promise.race([launch(), asked]);
    await asked;
    say('Stopping …');
  } catch (error) {
    if (!(error instanceof Refusal) && error?.name !== 'DomainError') throw error;
    say(error.message);
    code = 1;
  } finally {
    for (const stop of undo.reverse()) await stop();
  }
  if (code === 0) say('Stopped.');
  process.exit(code);
});

/** Settles once, with the first signal or when the process that started this one is gone. */
async function stopAsked() {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, resolve);
    process.on('disconnect', resolve);
  });
}

async function launch() {
  const startedMs = performance.now();
  const environment = await settings(readShell());
  for (const { portKey } of PROCESSES) await refuseTakenPort(portKey, environment);

  if (environment.DATABASE_URL === NOT_YET) {
    const database = new EmbeddedDatabase();
    undo.push(() => database.stop());
    environment.DATABASE_URL = await database.start(environment.DATA_DIR);
  }
  await step('Migrating the database', built('libs/database/src/bin/migrate.js'), [], environment);
  const cli = built('apps/cli/src/main.js');
  if (environment.DEMO === 'true')
    await step('Making sure of the demonstration content', cli, ['demo', 'seed', '--subscription'], environment);

  const processes = await startProcesses(environment);
  if (isWatching) undo.push(watch(() => void renew(processes, environment)));
  const accounts = environment.DEMO === 'true' ? (await run(cli, ['demo', 'accounts'], environment)).output : '';
  welcome(environment, accounts, ((performance.now() - startedMs) / 1000).toFixed(1));
}

async function step(title, script, args, environment) {
  const { code, output } = await run(script, args, environment);
  if (code !== 0) throw new Refusal(`${output.trimEnd()}\n${title} failed; the reason stands above.`);
}

async function startProcesses(environment) {
  const [{ serviceUrl }, { ENVIRONMENT }] = await Promise.all([builtLib('database'), builtLib('config')]);
  const keys = Object.keys(ENVIRONMENT.shape);
  const processes = [];
  const record = () => writeRunning(environment.DATA_DIR, describe(environment, keys, processes));
  undo.push(() => removeRunning(environment.DATA_DIR));
  for (const { name, role, portKey, nodeFlags = [] } of PROCESSES) {
    processes.push(
      new Supervised({
        name,
        nodeFlags,
        script: built(`apps/${name}/src/main.js`),
        environment:
          role === undefined
            ? withoutSecrets(environment)
            : { ...environment, DATABASE_URL: serviceUrl(environment.DATABASE_URL, role, environment.SECRET_KEY) },
        healthUrl: `http://127.0.0.1:${environment[portKey]}/health/ready`,
        log: openLog(environment.DATA_DIR, name),
        showFrom: isWatching ? INFO : WARN,
        onChange: record,
      }),
    );
  }
  // The doors close before the worker does, and both before the database.
  undo.push(async () => {
    await Promise.all(processes.map((process) => process.stop()));
  });
  await Promise.all(processes.map((process) => process.start()));
  return processes;
}

/** The web process asks the API alone, and is given nothing that would open more. */
function withoutSecrets(environment) {
  const { DATABASE_URL, SECRET_KEY, REDIS_URL, SMTP_URL, DKIM_KEY_FILE, ...rest } = environment;
  return rest;
}

/** For the command line. Only the settings that are ours, not the whole shell. */
function describe(environment, keys, processes) {
  return {
    pid: process.pid,
    startedAt: new Date().toISOString(),
    adminUrl: environment.DATABASE_URL,
    ports: Object.fromEntries(PROCESSES.map(({ name, portKey }) => [name, Number(environment[portKey])])),
    pids: Object.fromEntries(processes.map(({ options, pid }) => [options.name, pid])),
    environment: Object.fromEntries(keys.filter((key) => environment[key] !== undefined).map((key) => [key, environment[key]])),
  };
}

/** A change of the code may bring a migration. */
async function renew(processes, environment) {
  const { code, output } = await run(built('libs/database/src/bin/migrate.js'), [], environment);
  if (code !== 0) say(output.trimEnd());
  await Promise.all(processes.map((process) => process.restart()));
  say('[build] restarted');
}

async function refuseTakenPort(key, environment) {
  const port = Number(environment[key]);
  const isFree = await new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
  if (isFree) return;
  const other = readRunning(environment.DATA_DIR);
  const advice =
    other === undefined
      ? `Stop the program that listens there, or set ${key} to another port.`
      : `Harbourlight is already running here; stop it with: kill ${other.pid}`;
  throw new Refusal(`Port ${port} (${key}) is taken. ${advice}`);
}
