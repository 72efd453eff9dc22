import { readFile, stat } from 'node:fs/promises';
import { OPERATOR } from '#libs/accounts';
import { RefreshCatalogue } from '#libs/advisories';
import { invalid } from '#libs/core';
import { Argument, Command } from 'commander';
import type { CommandContext } from '../command-context.js';

/** EPSS has some 300,000 rows in 10 MB. */
const MAX_BYTES = 200_000_000;

export function refreshCommand({ terminal, within }: CommandContext): Command {
  return new Command('refresh')
    .description('Takes in the newest catalogue of exploited vulnerabilities (kev) or of exploit predictions (epss).')
    .addArgument(new Argument('<catalogue>', 'which one').choices(['kev', 'epss']))
    .option('--file <path>', 'reads this file (.json, .csv or .csv.gz); otherwise KEV_URL or EPSS_URL is fetched')
    .action(async (catalogue: 'kev' | 'epss', { file }: { readonly file?: string }) => {
      const bytes = file === undefined ? undefined : await readWhole(file);
      const report = await within((installation) =>
        installation.get(RefreshCatalogue).execute(OPERATOR, { catalogue, ...(bytes && { bytes }) }),
      );
      terminal.out(`${catalogue} ${report.version}: ${report.entries} entries, ${report.refused} refused`);
      if (report.advisoriesChanged > 0)
        terminal.out(`${report.advisoriesChanged} advisories changed whether they are known to be exploited`);
    });
}

async function readWhole(file: string): Promise<Uint8Array> {
  const wrong = (received: string) => invalid([{ path: '--file', expected: `a file of at most ${MAX_BYTES / 1e6} MB`, received }]);
  const found = await stat(file).catch((error: unknown) => {
    throw wrong(error instanceof Error ? error.message : file);
  });
  if (!found.isFile() || found.size > MAX_BYTES) throw wrong(`${file}, ${found.isFile() ? `${found.size} bytes` : 'which is no file'}`);
  return readFile(file);
}
