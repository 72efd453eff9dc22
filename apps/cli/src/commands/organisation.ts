import { CreateOrganisationByOperator, OPERATOR } from '#libs/accounts';
import { SECTORS, TIERS } from '#libs/access';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { listOption } from '../options.js';

interface Options {
  readonly name: string;
  readonly tier: string;
  readonly sectors: string[];
  readonly nameZhHant?: string;
  readonly nameZhHans?: string;
  readonly contactEmail?: string;
  readonly operator?: boolean;
}

export function organisationCommand({ terminal, within }: CommandContext): Command {
  const create = new Command('create')
    .description('Makes an active organisation. Prints its id.')
    .requiredOption('--name <name>', 'its English name')
    .requiredOption('--tier <tier>', TIERS.join(' or '))
    .requiredOption('--sectors <list>', `of ${SECTORS.join(',')}`, listOption)
    .option('--name-zh-hant <name>', 'its name in Traditional Chinese')
    .option('--name-zh-hans <name>', 'its name in Simplified Chinese')
    .option('--contact-email <email>', 'where urgent alerts go that no webhook took')
    .option('--operator', 'it is the CERT that runs the platform')
    .action(async ({ operator, ...fields }: Options) => {
      const input = { ...fields, isOperator: operator ?? false };
      const created = await within((installation) => installation.get(CreateOrganisationByOperator).execute(OPERATOR, input));
      terminal.out(created.organisationId);
    });
  return new Command('organisation').description('Member organisations.').addCommand(create);
}
