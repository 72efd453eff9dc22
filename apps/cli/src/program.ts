import { Command } from 'commander';
import type { CommandContext } from './command-context.js';
import { auditCommand } from './commands/audit.js';
import { deliveriesCommand } from './commands/deliveries.js';
import { demoCommand } from './commands/demo.js';
import { doctorCommand } from './commands/doctor.js';
import { importCommand } from './commands/import.js';
import { mailCommand } from './commands/mail.js';
import { migrateCommand } from './commands/migrate.js';
import { organisationCommand } from './commands/organisation.js';
import { refreshCommand } from './commands/refresh.js';
import { renditionsCommand } from './commands/renditions.js';
import { tokenCommand } from './commands/token.js';
import { userCommand } from './commands/user.js';

const COMMANDS = [
  importCommand,
  tokenCommand,
  userCommand,
  organisationCommand,
  refreshCommand,
  renditionsCommand,
  deliveriesCommand,
  mailCommand,
  auditCommand,
  doctorCommand,
  migrateCommand,
  demoCommand,
];

/** The whole command line. What commander says goes to the same terminal; it throws a CommanderError where it would end the process. */
export function createProgram(context: CommandContext): Command {
  const program = new Command('harbourlight')
    .usage('COMMAND')
    .description('Works on the running installation (npm start), or on the one that DATABASE_URL names.');
  for (const command of COMMANDS) program.addCommand(command(context));
  tame(program, context);
  return program;
}

/** Settings of commander are not handed down to commands that are made apart. */
function tame(command: Command, context: CommandContext): void {
  const { terminal } = context;
  command
    .exitOverride()
    .showHelpAfterError('Add --help for what can be given.')
    .configureOutput({
      writeOut: (text) => {
        terminal.out(text.trimEnd());
      },
      writeErr: (text) => {
        terminal.err(text.trimEnd());
      },
      outputError: (text, write) => {
        write(text.replace(/^error: /, ''));
      },
    });
  for (const inner of command.commands) tame(inner, context);
}
