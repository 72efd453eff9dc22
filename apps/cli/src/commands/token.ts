import { CreateTokenByOperator, OPERATOR } from '#libs/accounts';
import { SCOPES } from '#libs/access';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { orTell } from '../or-tell.js';
import { listOption, wholeNumberOption } from '../options.js';

interface Options {
  readonly as: string;
  readonly scopes?: string[];
  readonly name?: string;
  readonly days?: number;
}

export function tokenCommand({ terminal, within }: CommandContext): Command {
  const create = new Command('create')
    .description('Makes an API token for an account. Prints the token alone; it is shown this once.')
    .requiredOption('--as <email>', 'whose token it is')
    .option('--scopes <list>', `what it may be used for, of ${SCOPES.join(',')} (all of them unless told)`, listOption)
    .option('--name <name>', 'what the account sees it by')
    .option('--days <number>', 'how long it is good, at most 365', wholeNumberOption)
    .action(async ({ as: email, scopes, name, days }: Options) => {
      const input = { email, scopes, name, expiresInDays: days };
      const created = await within((installation) =>
        orTell(installation.get(CreateTokenByOperator).execute(OPERATOR, input), {
          path: '--as',
          expected: 'the email address of an active account',
          received: email,
        }),
      );
      terminal.out(created.token);
    });
  return new Command('token').description('API tokens.').addCommand(create);
}
