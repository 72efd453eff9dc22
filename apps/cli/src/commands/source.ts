import { AddSource, ChangeSource, ImportFromProvider, SourceQueries } from '#libs/advisories';
import type { Source } from '#libs/advisories';
import type { Actor } from '#libs/access';
import { Command } from 'commander';
import { actingPerson } from '../acting-person.js';
import type { CommandContext } from '../command-context.js';
import { describeReport } from '../import/report.js';
import { ImportProgress } from '../import/progress.js';
import type { Installation } from '../installation.js';
import { wholeNumberOption } from '../options.js';

interface Who {
  readonly as?: string;
}

/** Who acts in a demonstration where nobody is named. */
const DEMO_ANALYST = 'reviewer@cert.example';

/** Providers of CSAF documents that the worker asks by itself. */
export function sourceCommand(context: CommandContext): Command {
  const source = new Command('source').description('Providers of CSAF documents from which the worker imports by itself.');
  return source
    .addCommand(addCommand(context))
    .addCommand(listCommand(context))
    .addCommand(runCommand(context))
    .addCommand(removeCommand(context));
}

function addCommand({ terminal, config, within }: CommandContext): Command {
  const command: Command = new Command('add')
    .description('Adds a provider. What it publishes becomes drafts of the desk, in the name of whoever adds it. Prints its id.')
    .argument('<url>', 'its domain, provider-metadata.json, a ROLIE feed, index.txt or changes.csv')
    .option('--as <email>', `who imports: an analyst or reviewer of the operating CERT (${DEMO_ANALYST} in a demonstration)`)
    .option('--every <minutes>', 'how often it is asked; 360 unless told', wholeNumberOption);
  return command.action(async (url: string, { as, every }: Who & { readonly every?: number }) => {
    const email = emailOf(command, as, config().isDemo);
    const added = await within(async (installation) => {
      const actor = await actingPerson(installation, email);
      return installation.get(AddSource).execute(actor, { url, ...(every === undefined ? {} : { everyMinutes: every }) });
    });
    terminal.out(added.id);
    terminal.err(
      added.runAs === undefined ? 'It waits until somebody of the desk resumes it.' : `It is asked every ${added.everyMinutes} minutes.`,
    );
  });
}

function listCommand({ terminal, config, within }: CommandContext): Command {
  const command: Command = new Command('list')
    .description('Lists the providers, how far each has come, and with --problems what could not be imported.')
    .option('--as <email>', `who asks (${DEMO_ANALYST} in a demonstration)`)
    .option('--problems', 'with the documents that are not here, and why')
    .option('--json', 'prints a list of objects');
  return command.action(async ({ as, problems, json }: Who & { readonly problems?: boolean; readonly json?: boolean }) => {
    const email = emailOf(command, as, config().isDemo);
    const listed = await within(async (installation) => {
      const actor = await actingPerson(installation, email);
      const sources = await installation.get(SourceQueries).all(actor);
      return Promise.all(sources.map(async (each) => ({ ...each, ...(await problemsOf(installation, actor, each, problems)) })));
    });
    if (json) terminal.out(JSON.stringify(listed));
    else for (const each of listed) for (const line of describeSource(each, each.problems)) terminal.out(line);
  });
}

function runCommand({ terminal, config, within, exitWith }: CommandContext): Command {
  const command: Command = new Command('run')
    .description('Imports what is new at a provider now, in this process.')
    .argument('<url>', 'its address, as it was added')
    .option('--as <email>', `who asks for it (${DEMO_ANALYST} in a demonstration)`);
  return command.action(async (url: string, { as }: Who) => {
    const email = emailOf(command, as, config().isDemo);
    const progress = new ImportProgress(terminal);
    const startedMs = performance.now();
    const report = await within(async (installation) => {
      const actor = await actingPerson(installation, email);
      return installation.get(ImportFromProvider).execute(actor, {
        url,
        onProgress: ({ counts }) => {
          progress.tell(counts.done, counts.found);
        },
      });
    });
    progress.end();
    if (report.error !== undefined) terminal.err(report.error);
    for (const line of describeReport(report, performance.now() - startedMs)) terminal.out(line);
    if (report.outcome === 'failed') exitWith(1);
  });
}

function removeCommand({ terminal, config, within }: CommandContext): Command {
  const command: Command = new Command('remove')
    .description('Removes a provider; what was imported from it stays.')
    .argument('<id>', 'its id')
    .option('--as <email>', `who removes it (${DEMO_ANALYST} in a demonstration)`);
  return command.action(async (sourceId: string, { as }: Who) => {
    const email = emailOf(command, as, config().isDemo);
    await within(async (installation) =>
      installation.get(ChangeSource).execute(await actingPerson(installation, email), { sourceId, step: 'remove' }),
    );
    terminal.err('It is removed.');
  });
}

function emailOf(command: Command, as: string | undefined, isDemo: boolean): string {
  return as ?? (isDemo ? DEMO_ANALYST : command.error("required option '--as <email>' not specified"));
}

type Problems = Awaited<ReturnType<SourceQueries['problems']>>;

async function problemsOf(installation: Installation, actor: Actor, { id }: Source, asked = false): Promise<{ problems?: Problems }> {
  return asked ? { problems: await installation.get(SourceQueries).problems(actor, id) } : {};
}

function describeSource(
  { id, url, state, everyMinutes, lastOutcome, lastEndedAt, lastError, counts, isRunning }: Source,
  problems: Problems = [],
): string[] {
  const now = isRunning ? `running, ${counts.done} of ${counts.found}` : state === 'active' ? `every ${everyMinutes} minutes` : 'paused';
  const last = lastEndedAt === undefined ? 'never asked' : `${lastOutcome ?? 'unknown'} at ${lastEndedAt}`;
  const done = `${counts.imported} imported, ${counts.updated} updated, ${counts.unchanged} unchanged, ${counts.refused} refused, ${counts.unavailable} unavailable`;
  return [
    `${id}  ${url}`,
    `  ${now}; ${last}: ${done}`,
    ...(lastError === undefined ? [] : [`  ${lastError}`]),
    ...problems.map(({ url: document, outcome, reason }) => `  ${outcome}: ${document}: ${reason}`),
  ];
}
