import { CreatePersonByOperator, OPERATOR } from '#libs/accounts';
import { ROLES } from '#libs/access';
import { Command } from 'commander';
import { generateSecret, generateURI } from 'otplib';
import type { CommandContext } from '../command-context.js';
import { listOption } from '../options.js';

interface Options {
  readonly email: string;
  readonly name: string;
  readonly organisation?: string;
  readonly roles?: string[];
  readonly language?: string;
  readonly passwordStdin?: boolean;
  readonly totp?: boolean;
}

export function userCommand({ terminal, within }: CommandContext): Command {
  const create = new Command('create')
    .description('Makes an active account. Prints its id, and with --totp the address for an authenticator app.')
    .requiredOption('--email <email>', 'its address, to sign in with')
    .requiredOption('--name <name>', 'the name of the person')
    .option('--organisation <name or id>', 'without one the person is a public reader')
    .option('--roles <list>', `of ${ROLES.join(',')} (member unless told)`, listOption)
    .option('--language <language>', 'of mails: en, zh-Hant or zh-Hans')
    .option('--password-stdin', 'reads the password from stdin; otherwise the person is mailed a link to set one')
    .option('--totp', 'gives it a second factor at once')
    .action(async ({ passwordStdin, totp, ...fields }: Options) => {
      const password = passwordStdin ? (await terminal.readInput()).toString('utf8').replace(/\r?\n$/, '') : undefined;
      const totpSecret = totp ? generateSecret() : undefined;
      const input = { ...fields, password, totpSecret };
      const created = await within((installation) => installation.get(CreatePersonByOperator).execute(OPERATOR, input));
      terminal.out(created.personId);
      if (totpSecret !== undefined) terminal.out(generateURI({ issuer: 'Harbourlight', label: fields.email, secret: totpSecret }));
    });
  return new Command('user').description('People.').addCommand(create);
}
