import { RecordBounce, SendingModule } from '#libs/deliveries';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';

export function mailCommand({ terminal, within }: CommandContext): Command {
  const bounce = new Command('bounce')
    .description('Records a bounce or a complaint that a mail server pipes in. Prints suppressed, counted or ignored.')
    .requiredOption('--to <address>', 'the address that it came to: the return path of our mail')
    .action(async ({ to }: { readonly to: string }) => {
      const raw = await terminal.readInput();
      terminal.out(await within((installation) => installation.get(RecordBounce).execute({ to, raw }), [SendingModule]));
    });
  return new Command('mail').description('What comes back of our mail.').addCommand(bounce);
}
