import { OPERATOR } from '#libs/accounts';
import { ReplayDeliveries, SendingPause } from '#libs/deliveries';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { orTell } from '../or-tell.js';
import { instantOption } from '../options.js';

interface Options {
  readonly endpoint: string;
  readonly from: string;
  readonly to: string;
  readonly unsent?: boolean;
  readonly dryRun?: boolean;
}

export function deliveriesCommand({ terminal, within }: CommandContext): Command {
  const replay = new Command('replay')
    .description('Sends the alerts of one endpoint again, with the ids they had. Prints how many.')
    .requiredOption('--endpoint <id>', 'the endpoint')
    .requiredOption('--from <instant>', 'alerts made at or after it', instantOption)
    .requiredOption('--to <instant>', 'and before it; at most 31 days later', instantOption)
    .option('--unsent', 'leaves out what the other server has accepted')
    .option('--dry-run', 'only counts')
    .action(async ({ endpoint, from, to, unsent, dryRun }: Options) => {
      const input = {
        endpointId: bareId(endpoint),
        from,
        to,
        include: unsent ? ('unsent' as const) : ('all' as const),
        isDryRun: dryRun ?? false,
      };
      const { deliveries } = await within((installation) =>
        orTell(installation.get(ReplayDeliveries).execute(OPERATOR, input), {
          path: '--endpoint',
          expected: 'the id of an endpoint',
          received: endpoint,
        }),
      );
      terminal.out(String(deliveries));
      terminal.err(dryRun ? `${deliveries} would be sent again.` : `${deliveries} are waiting to be sent again.`);
    });
  const pause = new Command('pause')
    .description('Sends no alert and no mail any more, in no process, until "deliveries resume". What is published waits.')
    .action(async () => {
      const isNew = await within((installation) => installation.get(SendingPause).pause(OPERATOR));
      terminal.err(isNew ? 'Sending is paused.' : 'Sending was paused already.');
    });
  const resume = new Command('resume')
    .description('Goes on sending, from this database. After a restore, receivers may see alerts again, with the ids that they had.')
    .action(async () => {
      const isNew = await within((installation) => installation.get(SendingPause).resume(OPERATOR));
      terminal.err(isNew ? 'Sending goes on.' : 'Sending was not paused.');
    });
  return new Command('deliveries').description('Alerts to endpoints.').addCommand(replay).addCommand(pause).addCommand(resume);
}

/** GraphQL gives ids with their type before them, in base64url; they may be given so. */
function bareId(id: string): string {
  return /^Endpoint:(.+)$/.exec(Buffer.from(id, 'base64url').toString())?.[1] ?? id;
}
