// `npm run schema:print`: writes schema.graphql from the built resolvers; `-- --check` says whether it is up to date.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command, ensureCompiled, ensureInstalled, Refusal, ROOT, say } from './prepare.mjs';

const FILE = join(ROOT, 'schema.graphql');

await command(async () => {
  await ensureInstalled();
  await ensureCompiled();
  const { printApiSchema } = await import(new URL('../dist/apps/api/src/graphql/print-schema.js', import.meta.url).href);
  const schema = await printApiSchema();
  if (process.argv.includes('--check')) {
    if (!existsSync(FILE) || readFileSync(FILE, 'utf8') !== schema)
      throw new Refusal('schema.graphql is not up to date: run "npm run schema:print".');
    say('schema.graphql is up to date.');
    return;
  }
  writeFileSync(FILE, schema);
  say(`schema.graphql: ${schema.split('\n').length} lines`);
});
