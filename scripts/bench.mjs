// `npm run bench` runs every measurement of bench/, one after the other; `npm run bench -- NAME …` the named ones.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { command, prepare, Refusal, ROOT, say } from './prepare.mjs';

await command(async () => {
  const node = await prepare();
  const all = readdirSync(join(ROOT, 'bench'), { recursive: true })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -'.ts'.length));
  const asked = process.argv.slice(2).filter((word) => !word.startsWith('-'));
  for (const name of asked.length > 0 ? asked : all) {
    const file = join(ROOT, 'bench', `${name}.ts`);
    if (!existsSync(file)) throw new Refusal(`There is no measurement "${name}". There are: ${all.join(', ')}.`);
    say(`\n== ${name}`);
    const hooks = join(ROOT, 'test', 'support', 'typescript-hooks.mjs');
    const { status } = spawnSync(node, ['--import', hooks, file], { cwd: ROOT, stdio: 'inherit' });
    if (status !== 0) process.exitCode = 1;
  }
});
