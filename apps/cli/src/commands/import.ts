import { ImportDocuments, ImportFromProvider } from '#libs/advisories';
import type { ImportPathRequest, ImportReport } from '#libs/advisories';
import type { Actor, TlpLabel } from '#libs/access';
import type { Config } from '#libs/config';
import { Command } from 'commander';
import { actingPerson } from '../acting-person.js';
import type { CommandContext } from '../command-context.js';
import { countDocuments } from '../import/count-documents.js';
import { Interruption } from '../import/interruption.js';
import { ImportProgress } from '../import/progress.js';
import { describeReport, reportForPrograms } from '../import/report.js';
import type { Installation } from '../installation.js';
import { labelOption } from '../options.js';
import type { Terminal } from '../terminal.js';

interface Options {
  readonly publish?: boolean;
  readonly as?: string;
  readonly label?: TlpLabel;
  readonly json?: boolean;
}

/** Who imports in a demonstration where nobody is named: somebody who may publish what others wrote. */
const DEMO_IMPORTER = 'reviewer@cert.example';

export function importCommand({ terminal, config, within, exitWith }: CommandContext): Command {
  const command: Command = new Command('import')
    .description(
      'Imports CSAF 2.0, STIX 2.0 and 2.1, and MISP: a file, a folder, a .tar, .tar.gz or .tgz, or a CSAF provider by its https address. A bad document is refused and the rest goes on.',
    )
    .argument('<path>', 'the file, the folder or the address')
    .option('--publish', 'publishes them at once; otherwise they become drafts')
    .option('--as <email>', `who imports (${DEMO_IMPORTER} in a demonstration)`)
    .option('--label <label>', 'the TLP label of documents that carry none', labelOption)
    .option('--json', 'prints one object of five lists: imported, updated, unchanged, refused, objects');
  return command.action(async (path: string, { publish, as, label, json }: Options) => {
    const email = as ?? importerOf(config());
    if (email === undefined) command.error("required option '--as <email>' not specified: an analyst or reviewer imports");
    if (isAddress(path) && (publish === true || label !== undefined))
      command.error('what comes from a provider becomes drafts: --publish and --label are for files');
    const interruption = new Interruption(() => {
      terminal.err('Asked to stop: what is under way is finished. Ask once more to end at once.');
    });
    const { signal } = interruption;
    const { report, elapsedMs } = await within((installation) =>
      importAll(installation, terminal, email, { path, publish, label, signal }),
    ).finally(() => {
      interruption.end();
    });
    const interrupted = interruption.asked;
    const lines = describeReport(report, elapsedMs);
    if (interrupted !== undefined) lines.push(`Interrupted by ${interrupted.name}: import the same again, and what is done is unchanged.`);
    // With --json the answer is for a program, and the person still sees what happened.
    const tell = json ? 'err' : 'out';
    const { imported, updated, unchanged } = report;
    if (json) terminal.out(JSON.stringify({ ...reportForPrograms(report), ...(interrupted && { interrupted: interrupted.name }) }));
    for (const line of lines) terminal[tell](line);
    if (interrupted !== undefined) exitWith(interrupted.exitCode);
    else if (imported.length + updated.length + unchanged.length === 0 && !isAnswered(report)) exitWith(1);
  });
}

type Batch = Pick<ImportPathRequest, 'path' | 'publish' | 'label'> & { readonly signal: AbortSignal };

interface Result {
  readonly report: ImportReport;
  readonly elapsedMs: number;
}

async function importAll(installation: Installation, terminal: Terminal, email: string, batch: Batch): Promise<Result> {
  const actor = await actingPerson(installation, email);
  if (isAddress(batch.path)) return importFromProvider(installation, terminal, actor, batch);
  const total = await countDocuments(batch.path);
  const progress = new ImportProgress(terminal);
  const startedMs = performance.now();
  try {
    const report = await installation.get(ImportDocuments).execute(actor, {
      ...batch,
      onProgress: (done) => {
        progress.tell(done, total);
      },
      onStored: (done, of) => {
        progress.tellWithin(done, of);
      },
    });
    return { report, elapsedMs: performance.now() - startedMs };
  } finally {
    progress.end();
  }
}

/** Interrupted, it stops after the document under way; the next call goes on from there. */
async function importFromProvider(
  installation: Installation,
  terminal: Terminal,
  actor: Actor,
  { path: url, signal }: Batch,
): Promise<Result> {
  const progress = new ImportProgress(terminal);
  const startedMs = performance.now();
  try {
    const report = await installation.get(ImportFromProvider).execute(actor, {
      url,
      signal,
      onProgress: ({ counts }) => {
        progress.tell(counts.done, counts.found);
      },
    });
    if (report.error !== undefined) terminal.err(report.error);
    return { report, elapsedMs: performance.now() - startedMs };
  } finally {
    progress.end();
  }
}

function isAddress(path: string): boolean {
  return /^https?:\/\//i.test(path);
}

/** A provider that has nothing new did what it should. */
function isAnswered(report: ImportReport & { readonly outcome?: string }): boolean {
  return report.outcome === 'complete' && report.refused.length === 0;
}

function importerOf(config: Config): string | undefined {
  return config.isDemo ? DEMO_IMPORTER : undefined;
}
