import 'reflect-metadata';
import { loadConfig } from '#libs/config';
import { ProcessTerminal } from './process-terminal.js';
import { runCommandLine } from './run-command-line.js';

const terminal = new ProcessTerminal();
const code = await runCommandLine(process.argv.slice(2), terminal, loadConfig);
await terminal.flush();
process.exit(code);
