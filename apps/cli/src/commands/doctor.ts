import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { examine } from '../doctor/examine.js';
import { describeFinding } from '../doctor/finding.js';

export function doctorCommand({ terminal, config, exitWith }: CommandContext): Command {
  return new Command('doctor')
    .description(
      'Checks configuration, database, queue, mail, clock and data folder, and says what to do. Ends with 1 where something fails.',
    )
    .action(async () => {
      const counts = { ok: 0, warn: 0, fail: 0 };
      for await (const finding of examine(config())) {
        counts[finding.status] += 1;
        for (const line of describeFinding(finding)) terminal.out(line);
      }
      terminal.out(`${counts.ok} ok, ${counts.warn} to look at, ${counts.fail} failed`);
      if (counts.fail > 0) exitWith(1);
    });
}
