// `npm run db:reset -- --yes`: removes the embedded database, so that the next start begins with an empty one. Nothing else is touched:
// a database named by DATABASE_URL is the business of whoever runs it.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { command, prepare, Refusal, say } from './prepare.mjs';

await command(async () => {
  await prepare();
  const { dataFolder, readShell } = await import('./launch/settings.mjs');
  const { readRunning } = await import('./launch/running-file.mjs');
  const shell = readShell();
  if (shell.DATABASE_URL) throw new Refusal('DATABASE_URL is set: only the embedded database is reset by this command.');
  const dataDir = dataFolder(shell);
  const cluster = join(dataDir, 'postgres');
  if (!existsSync(cluster)) throw new Refusal(`There is no embedded database in ${dataDir}.`);
  const running = readRunning(dataDir);
  if (running !== undefined) throw new Refusal(`Harbourlight is running on it; stop it first with: kill ${running.pid}`);
  if (!process.argv.includes('--yes'))
    throw new Refusal(`This removes ${cluster} with all it holds. If you mean it: npm run db:reset -- --yes`);
  rmSync(cluster, { recursive: true, force: true });
  say(`Removed ${cluster}.`);
});
