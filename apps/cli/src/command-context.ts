import type { Config } from '#libs/config';
import type { Type } from '@nestjs/common';
import type { Installation } from './installation.js';
import type { Terminal } from './terminal.js';

/** What every command is given. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** The configuration; a wrong one ends the process with a list of every wrong key. */
  readonly config: () => Config;
  /** Runs `work` on the installation that the configuration names, and lets go of it afterwards. `modules` are those that only few commands need. */
  readonly within: <Result>(work: (installation: Installation) => Promise<Result>, modules?: readonly Type[]) => Promise<Result>;
  /** Ends the command with this code when its work is done. */
  readonly exitWith: (code: number) => void;
}
