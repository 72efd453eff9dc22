// Before anything is built: whether every setting can be read. Runs on the pinned Node, which reads the table of settings as it is written.
import { combinations, ENVIRONMENT, explain } from '../libs/config/src/env.ts';
import { readShell, settled } from './launch/settings.mjs';

const shell = settled(readShell());
const environment = { ...shell, SECRET_KEY: shell.SECRET_KEY || 'made-in-the-data-folder-afterwards' };
const { data, error } = ENVIRONMENT.safeParse(environment);
const lines = error === undefined ? combinations(data) : error.issues.map((issue) => explain(issue, environment));
if (lines.length > 0) {
  process.stderr.write(
    `The configuration is not valid:\n${lines.map((line) => `  ${line}`).join('\n')}\nSee .env.example for every key.\n`,
  );
  process.exit(1);
}
