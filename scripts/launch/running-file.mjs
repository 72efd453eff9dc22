// DATA_DIR/running.json: how `npm run cli` finds the running installation. For its owner's eyes only: it holds the keys.
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function runningFile(dataDir) {
  return join(dataDir, 'running.json');
}

export function writeRunning(dataDir, running) {
  const file = runningFile(dataDir);
  writeFileSync(`${file}.${process.pid}`, `${JSON.stringify(running, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.${process.pid}`, file);
}

export function removeRunning(dataDir) {
  rmSync(runningFile(dataDir), { force: true });
}

/** The installation whose launcher lives; what a killed one left behind is no answer. */
export function readRunning(dataDir) {
  const file = runningFile(dataDir);
  if (!existsSync(file)) return undefined;
  const running = JSON.parse(readFileSync(file, 'utf8'));
  return isAlive(running.pid) ? running : undefined;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
