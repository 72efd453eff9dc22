import { migrate } from '#libs/database';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';

export function migrateCommand({ terminal, config }: CommandContext): Command {
  return new Command('migrate').description("Brings the database to the newest state. Needs the owner's DATABASE_URL.").action(async () => {
    const { databaseUrl, secretKey } = config();
    await migrate({ adminUrl: databaseUrl, secretKey });
    terminal.err('The database is up to date.');
  });
}
