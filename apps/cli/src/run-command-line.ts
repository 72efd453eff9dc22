import type { Config } from '#libs/config';
import { CommanderError } from 'commander';
import type { CommandContext } from './command-context.js';
import { explainError } from './explain-error.js';
import { openInstallation } from './installation.js';
import { createProgram } from './program.js';
import type { Terminal } from './terminal.js';

/** 0 done, 1 it failed, 2 wrong usage. */
export type ExitCode = number;
const WRONG_USAGE = 2;

/** Runs one command line, without the program's own name, and answers with its exit code. Never throws. */
export async function runCommandLine(args: readonly string[], terminal: Terminal, loadConfig: () => Config): Promise<ExitCode> {
  let code = 0;
  let config: Config | undefined;
  const context: CommandContext = {
    terminal,
    config: () => (config ??= loadConfig()),
    within: async (work, modules) => {
      const installation = await openInstallation(context.config(), modules);
      try {
        return await work(installation);
      } finally {
        await installation.close();
      }
    },
    exitWith: (asked) => {
      code = asked;
    },
  };
  try {
    await createProgram(context).parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
    terminal.rewrite('');
    for (const line of explainError(error, { isDebugging: config?.logLevel === 'debug' })) terminal.err(line);
    return 1;
  }
}
