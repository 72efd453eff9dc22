import { BackfillRenditions } from '#libs/renditions';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';

export function renditionsCommand({ terminal, within }: CommandContext): Command {
  const backfill = new Command('backfill')
    .description(
      'Renders what was published before renditions were kept, for the feeds. Prints how many revisions; running it again does nothing.',
    )
    .action(async () => {
      const { recorded } = await within((installation) => installation.get(BackfillRenditions).execute());
      terminal.out(String(recorded));
      terminal.err(`${recorded} revisions were rendered.`);
    });
  return new Command('renditions').description('What the feeds serve.').addCommand(backfill);
}
