import { demoAccounts, OPERATOR, SeedDemoAccounts, totpCode } from '#libs/accounts';
import { SeedDemoAdvisories } from '#libs/advisories';
import { conflict, invalid, SystemClock } from '#libs/core';
import { SeedDemoSubscription, SubscriptionsModule } from '#libs/subscriptions';
import { Command } from 'commander';
import { actingPerson } from '../acting-person.js';
import type { CommandContext } from '../command-context.js';
import { demoFolder } from '../demo-folder.js';
import { describeDemoAccounts } from '../describe-demo-accounts.js';

const SUBSCRIBER = 'member@bank.example';

export function demoCommand(context: CommandContext): Command {
  return new Command('demo')
    .description('The content of a demonstration (DEMO=true).')
    .addCommand(seedCommand(context))
    .addCommand(accountsCommand(context))
    .addCommand(codeCommand(context));
}

function seedCommand({ terminal, config, within }: CommandContext): Command {
  return new Command('seed')
    .description('Makes the accounts and advisories of the demonstration, where they are missing.')
    .option('--subscription', `also a subscription of ${SUBSCRIBER} by email, before the advisories, so that alerts can be seen`)
    .action(async ({ subscription: isWanted }: { subscription?: true }) => {
      if (!config().isDemo)
        throw conflict('NOT_A_DEMONSTRATION', 'This is no demonstration: set DEMO=true, and never where real members sign in.');
      const folder = demoFolder();
      await within(
        async (installation) => {
          const { organisations, people } = await installation.get(SeedDemoAccounts).execute(OPERATOR);
          if (isWanted === true)
            await installation.get(SeedDemoSubscription).execute(await actingPerson(installation, SUBSCRIBER), { address: SUBSCRIBER });
          const { imported, written } = await installation.get(SeedDemoAdvisories).execute({ folder });
          terminal.err(`Made ${organisations} organisations, ${people} accounts and ${imported + written} advisories.`);
        },
        [SubscriptionsModule],
      );
    });
}

function accountsCommand({ terminal }: CommandContext): Command {
  return new Command('accounts').description('Prints the accounts of the demonstration.').action(() => {
    for (const line of describeDemoAccounts(demoAccounts())) terminal.out(line);
  });
}

function codeCommand({ terminal }: CommandContext): Command {
  return new Command('code')
    .description('Prints the six digits of a demonstration account that are good now.')
    .argument('<email>', 'the account')
    .action((email: string) => {
      const account = demoAccounts().find((known) => known.email === email.trim().toLowerCase());
      if (account === undefined) throw invalid([{ path: 'email', expected: 'a demonstration account', received: JSON.stringify(email) }]);
      terminal.out(totpCode(account.totpSecret, new SystemClock().now()));
    });
}
